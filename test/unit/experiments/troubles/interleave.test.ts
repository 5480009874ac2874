import { mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { requestIn } from '../../../../fixtures/deployment.ts'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, file, type Tree } from '../../../../fixtures/tree.ts'
import { openWorld, type ReusableWorld } from '../../../../src/experiments/reusable-world.ts'
import { type Interleavings, interleave } from '../../../../src/experiments/troubles/interleave.ts'
import { tryTrouble } from '../../../../src/experiments/troubles/try-troubles.ts'
import { lstat, mkdir, type Script, symlink } from '../../../../src/reconciler/call.ts'
import type { Outcome } from '../../../../src/reconciler/finding.ts'
import { perform } from '../../../../src/reconciler/perform.ts'
import { reconcile } from '../../../../src/reconciler/reconcile.ts'
import { type ScriptSubject, script } from '../../../../src/subjects/script.ts'
import { harnessOf } from '../harness-of.ts'

const DEPLOYMENT = { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] }
const DONE: Outcome = { made: [], findings: [] }

/** Looks at one path so many times. */
const looks = (times: number) =>
  script('looks', function* ({ homes: [home = ''] }): Script<Outcome> {
    for (let i = 0; i < times; i += 1) yield* lstat(home)
    return DONE
  })

/** Makes two directories and a link, whatever each call answers. */
const makes = script('makes', function* ({ homes: [home = ''], required: [link] }): Script<Outcome> {
  yield* mkdir(link?.target ?? '')
  yield* mkdir(home)
  yield* symlink(link?.target ?? '', `${home}/${link?.name}`)
  return DONE
})

/** Fails where it was not the first. */
const failsSecond = script('fails second', function* ({ homes: [home = ''] }): Script<Outcome> {
  return (yield* mkdir(home)) === null ? DONE : failed(home)
})

function failed(home: string): Outcome {
  const about = { home, name: null, target: null, there: { kind: 'directory' } } as const
  return {
    made: [],
    findings: [{ code: 'not-created', role: 'home', path: home, cause: 'EEXIST', ...about }],
  }
}

/** Makes what is absent, and looks again where it was not the first. */
const looksAgain = script('looks again', function* ({ homes: [home = ''] }): Script<Outcome> {
  if (!('errno' in (yield* lstat(home)))) return DONE
  if ((yield* mkdir(home)) === null) return DONE
  yield* lstat(home)
  yield* lstat(home)
  return DONE
})

const builtIn = script('the built-in reconciler', request => reconcile(request, 'exact'))

function specOf(tree: Tree): WorldSpec {
  return { deployment: DEPLOYMENT, tree: flatten(tree), rootName: PLAIN_ROOT }
}

interface Walked extends Interleavings {
  readonly before: Snapshot
  readonly after: Snapshot
}

/** All orders of two runs in one world, and the world before and after. */
async function walked(subject: ScriptSubject, tree: Tree = {}): Promise<Walked> {
  await using temp = await tempDir()
  const reusable: ReusableWorld = await openWorld(harnessOf(temp, subject), specOf(tree))
  const { before } = reusable
  const all = await interleave(reusable, subject)
  return { ...all, before, after: reusable.built.snapshot() }
}

/** In how many ways two rows of so many things can be put into one. */
function binomial(n: number): number {
  let ways = 1
  for (let k = 1; k <= n; k += 1) ways = (ways * (n + k)) / k
  return ways
}

test.each([1, 2, 3, 5, 8, 20])(
  'two runs of %d calls each can be ordered in (2n over n) ways',
  async calls => {
    const { orders, ends } = await walked(looks(calls))
    expect(orders).toBe(binomial(calls))
    // All of them end alike.
    expect(ends).toHaveLength(1)
  },
)

test('so can two that make something, which ends in as many ways as the two can come first', async () => {
  const { orders, ends } = await walked(makes)
  expect(orders).toBe(20)
  expect(orders).toBe(binomial(3))
  // Of each of the three calls, one run is first; the other fails. Who was first, was first at all before it.
  expect(ends.length).toBeGreaterThan(2)
  for (const { run } of ends) {
    expect(run.changes.added).toEqual(['a', 'a/projects', 'shared'])
    expect(run.report.claim).toBe('success')
  }
})

test('an entry is the same at each look, however often other orders have made it before', async () => {
  const looksTwice = script('looks twice', function* ({ homes: [home = ''], required }): Script<Outcome> {
    const [{ target } = { target: '' }] = required
    if ((yield* mkdir(home)) === null) {
      yield* mkdir(target)
      return DONE
    }
    // The second of two runs makes this one, once for each thing that the first may have done by then.
    yield* mkdir(`${home}/own`)
    const first = yield* lstat(`${home}/own`)
    yield* lstat(target)
    const second = yield* lstat(`${home}/own`)
    return 'id' in first && 'id' in second && first.id === second.id ? DONE : failed(home)
  })
  const { ends, orders } = await walked(looksTwice)
  expect(orders).toBe(12)
  expect(new Set(ends.flatMap(({ reports }) => reports.map(({ claim }) => claim)))).toEqual(
    new Set(['success']),
  )
})

test('each way in which the two can end is told, with what each of them said', async () => {
  const { orders, ends } = await walked(failsSecond)
  expect(orders).toBe(2)
  expect(ends.map(({ reports }) => reports.map(({ claim }) => claim))).toEqual([
    ['success', 'failure'],
    ['failure', 'success'],
  ])
  expect(ends.map(({ trouble }) => trouble)).toEqual([
    { kind: 'race', runs: 2, order: { by: 'turns', turns: [0, 1] } },
    { kind: 'race', runs: 2, order: { by: 'turns', turns: [1, 0] } },
  ])
})

test('where the length of a run depends on the other, there are as many as are counted one by one', async () => {
  const orders = await countedOneByOne(looksAgain)
  expect((await walked(looksAgain)).orders).toBe(orders)
  expect(orders).toBe(6)
})

test('of the built-in reconciler there are more than could be played one by one', async () => {
  const { orders, ends } = await walked(builtIn)
  expect(orders).toBeGreaterThan(10_000)
  for (const { reports } of ends) expect(reports.map(({ claim }) => claim)).toEqual(['success', 'success'])
})

describe('the world is left as it was, itself and as it stood', () => {
  test.each([
    ['makes', makes, {}],
    ['the built-in reconciler', builtIn, {}],
    ['the built-in reconciler, with something in the way', builtIn, { a: dir({ projects: file('x') }) }],
  ] as const)('%s', async (_, subject, tree) => {
    const { before, after } = await walked(subject, tree)
    expect(still(after)).toEqual(still(before))
  })
})

test.each([
  ['makes', makes],
  ['fails second', failsSecond],
  ['the built-in reconciler', builtIn],
] as const)('every end is one that comes of its order on disk: %s', async (_, subject) => {
  const { ends } = await walked(subject)
  await using temp = await tempDir()
  for (const { trouble, run, reports } of ends) {
    const seen = await tryTrouble(harnessOf(temp, subject), specOf({}), trouble)
    expect(seen?.disturbed.reports.map(({ claim }) => claim)).toEqual(reports.map(({ claim }) => claim))
    expect(seen === null ? null : shape(seen.disturbed.run.after)).toEqual(shape(run.after))
  }
})

test('a step is told with whose it was, and one outside of the world takes no turn', async () => {
  const outside = script('looks outside', function* ({ homes: [home = ''] }): Script<Outcome> {
    yield* lstat('/')
    yield* mkdir(home)
    return DONE
  })
  const { orders, ends } = await walked(outside)
  expect(orders).toBe(binomial(2))
  const [first] = ends
  expect(first?.trouble).toEqual({ kind: 'race', runs: 2, order: { by: 'turns', turns: [0, 1] } })
  const step = { call: 'mkdir', kind: 'make', path: 'a', to: null, by: '' }
  expect(first?.events).toEqual([
    { step, run: 0, failed: null },
    { step, run: 1, failed: null },
  ])
})

/** What a tree is, but for when its directories were written to. */
function still({ entries }: Snapshot) {
  return [...entries].map(([path, { mtime, ...entry }]) => [
    path,
    entry.type === 'dir' ? entry : { ...entry, mtime },
  ])
}

/** Types, modes and link texts, by path. */
function shape(tree: Snapshot | undefined) {
  return [...(tree?.entries ?? [])].map(([path, { type, mode, text }]) => [
    path,
    type,
    mode,
    text?.replaceAll(tree?.root ?? '', '{root}'),
  ])
}

/** Plays every order of two runs from the start, each in a directory of its own: slow, and plain. */
async function countedOneByOne(subject: ScriptSubject): Promise<number> {
  await using temp = await tempDir()
  let played = 0
  const count = (turns: readonly number[]): number => {
    played += 1
    const root = `${temp.path}/${played}`
    mkdirSync(root)
    const runs = [0, 1].map(() => subject.start(requestIn(root, DEPLOYMENT)))
    const next = runs.map(run => run.next())
    for (const turn of turns) {
      const at = next[turn]
      const run = runs[turn]
      if (at === undefined || at.done === true || run === undefined) throw new Error(`${turn} has ended`)
      next[turn] = run.next(perform(at.value))
    }
    const open = [0, 1].filter(run => next[run]?.done !== true)
    return open.length === 0 ? 1 : open.reduce((sum, run) => sum + count([...turns, run]), 0)
  }
  return count([])
}
