import { expect, test } from 'vitest'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, file } from '../../../../fixtures/tree.ts'
import { baselineIn } from '../../../../src/experiments/baseline.ts'
import { openWorld } from '../../../../src/experiments/reusable-world.ts'
import { crashesOf, foreseenCrash, withCrash } from '../../../../src/experiments/troubles/crash.ts'
import { leftByKill } from '../../../../src/gate/search/interrupted-worlds.ts'
import { harnessAndSpec } from '../../../judging/ports-under-trouble.ts'
import { movesAwayAndBack, usesOneTempName } from '../../../reconcilers/broken-ports.ts'

const DIRECTORY = { a: dir({ projects: dir({ 'x.jsonl': file('x') }) }) }

test.each([
  ['moves a directory away and back', movesAwayAndBack, DIRECTORY],
  ['uses a temp name', usesOneTempName, {}],
])('what a kill leaves is foreseen of a subject that %s', async (_, by, tree) => {
  await using temp = await tempDir()
  const { harness, spec } = harnessAndSpec(temp, tree, by)
  const world = await openWorld(harness, spec)
  const baseline = await baselineIn(world, { seed: 1, troubledIndex: 0, keepsMoments: true })
  const undisturbed = baseline.seen
  const crashes = crashesOf(baseline)
  let leaving = 0
  for (const crash of crashes) {
    const made = await withCrash(world, crash, baseline)
    const foreseen = foreseenCrash(world, crash, baseline)
    if (made === null || foreseen === null) throw new Error('the kill struck no run')
    expect([...foreseen.run.after.entries.keys()]).toEqual([...made.run.after.entries.keys()])
    const left = leftByKill(spec, { disturbed: made, undisturbed })
    expect(leftByKill(spec, { disturbed: foreseen, undisturbed })).toEqual(left)
    if (left !== null) leaving += 1
  }
  expect(leaving).toBeGreaterThan(0)
})
