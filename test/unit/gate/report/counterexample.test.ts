import { expect, test } from 'vitest'
import { PLAIN_ROOT } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../../../src/experiments/harness.ts'
import { judgeWorlds } from '../../../../src/gate/judge-worlds.ts'
import { fn } from '../../../../src/subjects/fn.ts'
import { gateOptions, lawIn, ONE } from '../../../judging/gate.ts'

/** The output in the counterexample of a function that fails with a message in an empty world. */
async function outputOf(message: (root: string) => string): Promise<string | undefined> {
  await using temp = await tempDir()
  const fails = fn('fails', (_homes, _required, root) => {
    throw new Error(message(root))
  })
  const empty = { deployment: ONE, tree: new Map(), rootName: PLAIN_ROOT }
  const { laws } = await judgeWorlds(harnessFor(temp, fails, gateOptions()), [empty], {
    ...{ level: 'safe', laws: ['succeeds-when-clear'], waivers: new Map(), seed: 1 },
    onProgress: () => {},
  })
  return lawIn({ laws }, 'succeeds-when-clear').counterexample?.output
}

test('a short output is shown whole, with the root as {root}', async () => {
  expect(await outputOf(root => `cannot read ${root}/a/projects`)).toBe('cannot read {root}/a/projects')
})

test('of the output of a thousand tracebacks, the first and the last 4 kB are shown', async () => {
  const tracebacks = Array.from({ length: 1000 }, (_, i) => `Traceback ${i}:\n  KeyError: 'projects'\n`).join(
    '',
  )
  expect(tracebacks.length).toBeGreaterThan(30_000)
  expect(await outputOf(() => tracebacks)).toBe(
    `${tracebacks.slice(0, 4096)}\n... ${tracebacks.length - 8192} characters left out ...\n${tracebacks.slice(-4096)}`,
  )
})
