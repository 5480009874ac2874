import { describe, expect } from 'vitest'
import { ensureForAccounts } from 'vitest-shared-links'
import { absent, linkTo, usual } from 'vitest-shared-links/fixtures'
import { test } from 'vitest-shared-links/fixtures/vitest'

// Each of these fails, and the test that runs this project knows with which message.
describe('fails', () => {
  test('plain', async ({ world }) => {
    expect(await world(usual.oneMissing())).toHaveSharedLinks()
  })

  test('negated', async ({ world }) => {
    expect(await world(usual.allRight())).not.toHaveSharedLinks()
  })

  test('soft', async ({ world }) => {
    const w = await world({ a: linkTo('b') })
    expect.soft(w.path('a')).toLinkTo('c')
    expect.soft(w.path('a')).toResolveTo('/')
  })

  test('polled', async ({ world }) => {
    const w = await world({ a: linkTo('b') })
    await expect.poll(() => w, { interval: 5, timeout: 50 }).toMatchTree({ a: absent })
  })

  test('resolved', async ({ world }) => {
    const w = await world(usual.oneDivergent())
    await expect(Promise.resolve(w.homes)).resolves.toShareState(['projects'])
  })

  test('asymmetric', async ({ world }) => {
    const w = await world({ a: linkTo('b') })
    expect({ path: w.path('a') }).toEqual({ path: expect.toLinkTo('c') })
  })

  test('refused', async ({ world }) => {
    const w = await world(usual.realDirectory())
    expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('divergent-link')
  })

  test('mistaken', async ({ world }) => {
    const w = await world()
    expect(w.path('a')).not.toLinkTo('')
  })
})
