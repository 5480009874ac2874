import { expect } from 'vitest'
import { ensureForAccount, ensureForAccounts, plan, requiredShared } from 'vitest-shared-links'
import { dir, file, linkTo, usual, world } from 'vitest-shared-links/fixtures'
import { test } from 'vitest-shared-links/fixtures/vitest'

test('a world that is right has its shared links', async ({ world }) => {
  const w = await world(usual.allRight())
  expect(w).toHaveSharedLinks()
  expect(w.root).toHaveSharedLinks(w.homes, { equality: 'exact' })
  expect(w.required).toHaveSharedLinks(w.path('.claude-compte1'))
  expect(w.homes).toShareState(['projects', 'session-env'])
  expect(w.path('.claude-compte1/projects')).toLinkTo(w.path('.claude-projects-shared'))
  expect(w.path('.claude-compte1/projects')).toResolveTo(w.path('.claude-projects-shared'))
})

test('a conflict is refused, and nothing is lost', async () => {
  await using w = await world({ '.claude-compte1': dir({ projects: dir({ 'a.jsonl': file('x') }) }) })
  const before = w.snapshot()
  plan(w.homes, w.required)
  expect(w).toBeUntouchedSince(before)
  expect(() => ensureForAccount(w.path('.claude-compte1'), w.required)).toRefuse('blocked-link')
  expect(w).toKeepAll(before)
  expect(w).not.toHaveSharedLinks()
  expect(w).not.toBeUntouchedSince(before)
})

test('a fresh machine is brought up', async ({ world }) => {
  const w = await world(usual.freshMachine())
  const { made } = ensureForAccounts(w.homes, requiredShared(w.root))
  expect(made.length).toBe(11)
  expect(w).toMatchTree(
    { '.claude-compte1': dir({ projects: linkTo('{root}/.claude-projects-shared') }) },
    { extra: true },
  )
})

test('the matchers work softly, polled, resolved, and in objects', async ({ world }) => {
  const w = await world({ a: linkTo('b') })
  expect.soft(w.path('a')).toLinkTo('b')
  await expect.poll(() => w.path('a')).toLinkTo('b')
  await expect.poll(() => w.path('a')).not.toLinkTo('c')
  await expect(Promise.resolve(w.path('a'))).resolves.toLinkTo('b')
  expect({ path: w.path('a'), more: 1 }).toEqual(expect.objectContaining({ path: expect.toLinkTo('b') }))
  expect({ path: w.path('a') }).toEqual({ path: expect.not.toLinkTo('c') })
})
