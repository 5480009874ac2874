import { truncateSync } from 'node:fs'
import { expect, vi } from 'vitest'
import { smallStates } from '../../../fixtures/states/small-states.ts'
import { dir, fifo, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { test } from '../../../fixtures/vitest.ts'
import { GateError } from '../../../src/gate/gate-error.ts'
import type { Regression } from '../../../src/gate/regressions.ts'
import { readRegressions, saveRegressions } from '../../../src/gate/regressions-file.ts'

const FILE = 'shared-links.regressions.json'

test('saving keeps the worlds that another run has saved meanwhile', async ({ world }) => {
  const w = await world()
  vi.stubEnv('CI', undefined)
  const path = w.path(FILE)
  const [first, second] = smallStates().map(
    (spec): Regression => ({ law: 'keeps-data', spec, trouble: null }),
  )
  if (first === undefined || second === undefined) throw new Error('there are small states')
  expect(saveRegressions(path, [first]).message).toContain('saved in shared-links.regressions.json')
  expect(saveRegressions(path, [second]).message).toContain('saved in shared-links.regressions.json')
  expect(saveRegressions(path, [first])).toEqual({ isSaved: true, message: null })
  expect(readRegressions(path)).toHaveLength(2)
  vi.unstubAllEnvs()
})

test.for<[string, Tree, string]>([
  ['a directory', { [FILE]: dir() }, 'it is not a file'],
  ['a FIFO', { [FILE]: fifo() }, 'it is not a file'],
  ['a link to a device', { [FILE]: linkTo('/dev/zero') }, 'it is not a file'],
  ['an endless link', { [FILE]: linkTo(FILE) }, 'ELOOP'],
  ['a huge file', { [FILE]: file() }, 'it has more than 64 MiB'],
])('%s is not read', async ([what, tree, why], { world }) => {
  const w = await world(tree)
  if (what === 'a huge file') truncateSync(w.path(FILE), 2 ** 40)
  expect(() => readRegressions(w.path(FILE))).toThrow(
    new GateError(
      `${FILE} cannot be read: ${why}. Move it away: the gate writes a new one when a law is broken.`,
    ),
  )
})
