import { describe, expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { dir, file } from '../../../fixtures/tree.ts'
import { type Tried, tryTroubles } from '../../../src/experiments/troubles/try-troubles.ts'
import { isAt, volatileIn, withoutVolatile } from '../../../src/experiments/volatile-names.ts'
import type { TroubleKind } from '../../../src/observation/trouble.ts'
import { type PortProvision, port } from '../../../src/subjects/port/port.ts'
import { harnessOf } from './harness-of.ts'

describe('a path with names that are new in each run', () => {
  const at = (path: string, ...volatileNames: string[]) => ({ path, volatileNames })

  test.each([
    [at('a/x', 'x'), 'a/y'],
    [at('a/x/b', 'x'), 'a/y/b'],
    [at('a/x'), 'a/x'],
  ])('%o is found at %s', (point, path) => expect(isAt(point, path)).toBe(true))

  test.each([
    [at('a/x', 'x'), 'b/y'],
    [at('a/x', 'x'), 'a/y/z'],
    [at('a/x/b', 'x'), 'a/y/c'],
    [at('a/x'), 'a/y'],
  ])('%o is not found at %s', (point, path) => expect(isAt(point, path)).toBe(false))

  test('reads the same in each', () => {
    const volatileNames = new Set(['x'])
    expect(volatileIn('a/x/xx', volatileNames)).toEqual(['x'])
    expect(withoutVolatile('a/x/xx', volatileNames)).toBe('a/#/xx')
  })
})

/** Copies to a directory of a new name each time, and then takes that for the target. */
const staged: PortProvision = async ([home = ''], [link], root, fs) => {
  const [from, to] = [`${home}/${link?.name}`, link?.target ?? '']
  const staging = await fs.mkdtemp(`${root}/staging-`)
  await fs.copyFile(`${from}/only.jsonl`, `${staging}/only.jsonl`)
  await fs.rename(staging, to)
}

test.each<TroubleKind>(['crash', 'fault'])('%s strikes in a directory of a new name', async kind => {
  await using temp = await tempDir()
  const tries: Tried[] = []
  const where = new Set<string>()
  const spec = {
    deployment: { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] },
    tree: flatten({ a: dir({ projects: dir({ 'only.jsonl': file('x') }) }) }),
    rootName: PLAIN_ROOT,
  }
  const troubling = { kinds: [kind], seed: 1, troubledIndex: 0, known: null, wants: () => true }
  for await (const trial of tryTroubles(harnessOf(temp, port('staged', staged)), spec, troubling)) {
    if (trial.phase === 'trouble-ended') tries.push(trial.tried)
    if (trial.phase !== 'trouble') continue
    const last = trial.observation.disturbed.events.at(-1)
    if (last !== undefined && 'step' in last) where.add(last.step.path.replace(/-\w{6}/, '-#'))
  }
  expect(tries).toMatchObject([{ missed: [] }])
  expect([...where]).toEqual(expect.arrayContaining(['staging-#', 'staging-#/only.jsonl']))
})
