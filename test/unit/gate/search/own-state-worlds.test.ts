import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, file, type Tree } from '../../../../fixtures/tree.ts'
import { ownStateWorlds } from '../../../../src/gate/search/own-state-worlds.ts'
import type { TriedWorld } from '../../../../src/gate/search/tried-world.ts'
import { fn, type Provision } from '../../../../src/subjects/fn.ts'
import { ONE } from '../../../judging/gate.ts'
import { harnessOf } from '../../experiments/harness-of.ts'

function tried(tree: Tree, parts: Partial<TriedWorld>): TriedWorld {
  const spec = { deployment: ONE, tree: flatten(tree), rootName: PLAIN_ROOT }
  return { spec, index: 0, world: 'clear', claim: 'success', changes: [], made: [], ...parts }
}

const TRIED = [
  tried({ a: dir() }, {}),
  tried({ a: dir({ projects: dir({ 'only.jsonl': file('x') }) }) }, { world: 'conflict' }),
  tried({ a: file('x') }, { world: 'conflict', claim: 'failure' }),
]

/** The last event of each world that follows, and whether something is in the way there. */
async function damages(provision: Provision, worlds: readonly TriedWorld[] = TRIED): Promise<unknown[]> {
  await using temp = await tempDir()
  const found = await ownStateWorlds(harnessOf(temp, fn('a subject', provision)), worlds)
  return found.map(({ history, tree }) => [history?.at(-1)?.did, tree.has('a/projects')])
}

const keepsLedger: Provision = ([home = '']) => writeFileSync(`${home}/ledger`, 'mine')

test('a subject that keeps a ledger finds it damaged, in a clear world and in one with a conflict', async () => {
  const each = (isBlocked: boolean) =>
    ['state-emptied', 'state-cut', 'state-newer'].map(did => [did, isBlocked])
  expect(await damages(keepsLedger)).toEqual([...each(false), ...each(true)])
})

test('one that keeps nothing costs no world', async () => {
  expect(await damages(() => {})).toEqual([])
})

test('there are none where the subject succeeded nowhere', async () => {
  expect(await damages(keepsLedger, TRIED.slice(2))).toEqual([])
})
