import { assert, describe, expect, test } from 'vitest'
import { ensureForAccounts } from 'vitest-shared-links'
import { usual } from 'vitest-shared-links/fixtures'
import { test as worldTest } from 'vitest-shared-links/fixtures/vitest'
import { inWorld, ROWS, registerContract } from './contract.js'

registerContract(test, expect, { isVitest: true })

describe('soft', () => {
  for (const row of ROWS) {
    test(`${row.name} passes and fails`, async ({ task }) => {
      await inWorld(row.right, row, (x, args) => expect.soft(x)[row.matcher](...args))
      assert.equal(task.result.state, 'run')
      await inWorld(row.wrong, row, (x, args, { root }) => {
        expect.soft(x)[row.matcher](...args)
        const said = task.result.errors.map(({ message }) => message.replaceAll(root, 'ROOT'))
        // Vitest would fail this test, which has seen what it was to see.
        task.result.errors = undefined
        task.result.state = 'run'
        assert.deepEqual(said, [row.fails])
      })
    })
  }
})

worldTest('the fixture builds worlds', async ({ world }) => {
  const w = await world(usual.oneMissing())
  expect(w).not.toHaveSharedLinks()
  ensureForAccounts(w.homes, w.required)
  expect(w).toHaveSharedLinks()
})
