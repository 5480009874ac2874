import { expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { buildWorld } from '../../../src/experiments/built-world.ts'
import { fn } from '../../../src/subjects/fn.ts'
import { harnessOf } from './harness-of.ts'

test('all worlds have paths of one length, in every temp directory', async () => {
  const deployment = { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] }
  const lengths = new Set<number>()
  for (let i = 0; i < 2; i += 1) {
    await using temp = await tempDir()
    const harness = harnessOf(
      temp,
      fn('nothing', () => {}),
    )
    for (let j = 0; j < 11; j += 1) {
      const { root } = await buildWorld(harness, { deployment, tree: flatten({}), rootName: PLAIN_ROOT })
      lengths.add(root.length)
    }
  }
  expect(lengths.size).toBe(1)
})
