import { assert, expect, test } from 'vitest'
import { expect as ready } from 'vitest-shared-links/expect'

test('the ready expect leaves vitest’s own as it is', async () => {
  await expect(Promise.reject(new Error('no'))).rejects.toThrow('no')
  assert.throws(() => expect(1).toBe(2), /expected 1 to be 2/u)
  ready('/').not.toLinkTo('/x')
  assert.throws(() => ready('/').toLinkTo('/x'), /\/x/u)
})
