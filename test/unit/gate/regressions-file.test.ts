import { expect } from 'vitest'
import { smallStates } from '../../../fixtures/states/small-states.ts'
import { test } from '../../../fixtures/vitest.ts'
import type { Regression } from '../../../src/gate/regressions.ts'
import { readRegressions, saveRegressions } from '../../../src/gate/regressions-file.ts'

test('saving keeps the worlds that another run has saved meanwhile', async ({ world }) => {
  const w = await world()
  const from = process.cwd()
  process.chdir(w.root)
  try {
    const [first, second] = smallStates().map(
      (spec): Regression => ({ law: 'keeps-data', spec, trouble: null }),
    )
    if (first === undefined || second === undefined) throw new Error('there are small states')
    expect(saveRegressions([first])).toContain('saved in shared-links.regressions.json')
    expect(saveRegressions([second])).toContain('saved in shared-links.regressions.json')
    expect(saveRegressions([first])).toBeNull()
    expect(readRegressions()).toHaveLength(2)
  } finally {
    process.chdir(from)
  }
})
