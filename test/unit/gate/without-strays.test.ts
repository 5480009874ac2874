import { mkdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { ensureForAccounts } from '../../../src/index.ts'
import { fn, judge } from '../../../src/properties/index.ts'

test('work that a function leaves running is named when it fails', async () => {
  const floats = fn('floats', (homes, required, root) => {
    ensureForAccounts(homes, required)
    void mkdir(`${root}/gone/away`)
  })
  await expect(judge(floats, { numRuns: 0, laws: ['keeps-data'] })).rejects.toThrow(
    /^The reconciler "floats" left work running when it had reported, which failed later: ENOENT: .* Await every promise that it makes\.$/u,
  )
})
