import { existsSync, rmSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { dir, file, type Tree } from '../../../fixtures/tree.ts'
import { harnessFor } from '../../../src/experiments/harness.ts'
import type { LawResult } from '../../../src/gate/judge-report.ts'
import { judgeWorlds, type WorldsOptions } from '../../../src/gate/judge-worlds.ts'
import type { Waivers } from '../../../src/gate/options/waivers.ts'
import type { LawId } from '../../../src/laws/index.ts'
import type { Level } from '../../../src/laws/law.ts'
import { fn, type Provision } from '../../../src/subjects/fn.ts'
import { type PortProvision, port } from '../../../src/subjects/port/port.ts'
import type { Subject } from '../../../src/subjects/subject.ts'
import { gateOptions, lawIn, ONE, struckIn } from '../../judging/gate.ts'
import { DIVERGENT, LIVE_DIRECTORY, RIGHT, RIGHT_WITH_DATA } from '../../judging/trees.ts'
import { waiving } from '../../judging/waivers.ts'
import { removesFirst, rewrites, unlinksThenLinks, usesOneTempName } from '../../reconcilers/broken-ports.ts'
import { goOriginal } from '../../reconcilers/go-original.ts'
import { looksAgain } from '../../reconcilers/right-ports.ts'

const UNDER_TROUBLE: readonly LawId[] = [
  'crash-safe',
  'fault-safe',
  'race-safe',
  'yields-to-others',
  'keeps-live-writes',
  'race-clean',
  'always-linked',
]

interface Run {
  readonly level?: Level
  readonly laws?: readonly LawId[]
  readonly waivers?: Waivers
  readonly lines?: string[]
}

/** Puts a link in the place of whatever is there. */
const forces: Provision = ([home], [link]) => {
  rmSync(`${home}/${link?.name}`, { recursive: true, force: true })
  symlinkSync(link?.target ?? '', `${home}/${link?.name}`)
}

/** What is said of each law of a subject that is tried in some worlds. */
async function resultsOf(
  subject: Subject,
  trees: readonly Tree[],
  run: Run = {},
): Promise<readonly LawResult[]> {
  const { level = 'complete', laws = UNDER_TROUBLE, waivers = new Map(), lines = [] } = run
  await using temp = await tempDir()
  const specs = trees.map(tree => ({ tree: flatten(tree), deployment: ONE, rootName: PLAIN_ROOT }))
  const harness = harnessFor(temp, subject, gateOptions())
  const results = await judgeWorlds(harness, specs, {
    ...{ level, laws, waivers, seed: 1 },
    onProgress: line => lines.push(line),
  })
  return results.laws
}

function verdictsOf(results: readonly LawResult[]): Record<string, string> {
  return Object.fromEntries(results.map(({ id, verdict }) => [id, verdict]))
}

function eachOf(verdict: string): Record<string, string> {
  return Object.fromEntries(UNDER_TROUBLE.map(id => [id, verdict]))
}

test('what is kept under every trouble held, with how much it was tried with', async () => {
  const results = await resultsOf(port('looks again', looksAgain), [{}, RIGHT, LIVE_DIRECTORY])
  expect(verdictsOf(results)).toEqual(eachOf('held'))
  for (const { id, troubled } of results) {
    expect([id, (troubled?.moments ?? 0) + struckIn(troubled) > 0]).toEqual([id, true])
  }
  expect(lawIn({ laws: results }, 'crash-safe').troubled).toMatchObject({
    orders: 0,
    moments: expect.any(Number),
  })
})

describe('a violation that fails the run', () => {
  const found: string[] = []
  const inWorlds = async (options: Partial<WorldsOptions>) => {
    await using temp = await tempDir()
    const specs = [{}, RIGHT, DIVERGENT, LIVE_DIRECTORY, LIVE_DIRECTORY].map(tree => ({
      tree: flatten(tree),
      deployment: ONE,
      rootName: PLAIN_ROOT,
    }))
    found.length = 0
    return await judgeWorlds(harnessFor(temp, fn('forces', forces), gateOptions()), specs, {
      ...{
        level: 'safe',
        laws: ['keeps-data', 'idempotent', 'touches-nothing'],
        waivers: new Map(),
        seed: 1,
      },
      ...{ onProgress: () => {}, onViolation: (law, summary) => found.push(`${law}: ${summary}`) },
      ...options,
    })
  }
  const ORPHANED = expect.stringMatching(/^keeps-data: .* was orphaned/)
  const DESTROYED = expect.stringMatching(/^keeps-data: .* was destroyed/)

  test('is told when it is found, and again only when it is worse', async () => {
    const { worlds } = await inWorlds({})
    expect([worlds, found]).toEqual([5, [ORPHANED, DESTROYED]])
  })

  test('ends the search with `bail`, and leaves the laws that are not broken yet untested', async () => {
    const { laws, worlds } = await inWorlds({ bail: true })
    expect([worlds, found]).toEqual([3, [ORPHANED]])
    expect(laws.map(({ id, verdict, fails }) => [id, verdict, fails])).toEqual([
      ['keeps-data', 'broken', true],
      ['idempotent', 'not-tested', false],
      ['touches-nothing', 'broken', false],
    ])
    expect(laws[1]?.reason).toBe('the run ended at its first violation (--bail)')
  })

  test('does not include one above the level, or one that is waived', async () => {
    const waivers = waiving({ 'keeps-data': 'it is replaced on purpose' })
    const { worlds } = await inWorlds({ bail: true, waivers })
    expect([worlds, found]).toEqual([5, []])
  })
})

describe('a subject that cannot be stopped', () => {
  const why = 'a function cannot be stopped between its calls: write it as a port, or judge it as a command'

  test('is not asked for what only a stop shows, and that is said', async () => {
    const results = await resultsOf(fn('the Go original', goOriginal), [{}, RIGHT, LIVE_DIRECTORY])
    expect(verdictsOf(results)).toEqual(eachOf('not-applicable'))
    for (const { reason, fails, worlds, troubled } of results) {
      expect({ reason, fails, worlds }).toEqual({ reason: why, fails: false, worlds: 0 })
      expect(troubled).toEqual({ moments: 0, struck: {}, missed: 0, orders: 0 })
    }
  })

  test('is judged by the other laws all the same', async () => {
    const results = await resultsOf(fn('the Go original', goOriginal), [{}], {
      laws: ['keeps-data', 'crash-safe'],
    })
    expect(verdictsOf(results)).toEqual({ 'keeps-data': 'held', 'crash-safe': 'not-applicable' })
    expect(lawIn({ laws: results }, 'keeps-data').troubled).toBeNull()
  })

  test('for want of a tool is not tested, with what is missing', async () => {
    const subject: Subject = {
      ...fn('the Go original', goOriginal),
      stops: { by: 'none', verdict: 'not-tested', why: 'python3 is missing' },
    }
    const [result] = await resultsOf(subject, [{}], { laws: ['crash-safe'] })
    expect(result).toMatchObject({ verdict: 'not-tested', reason: 'python3 is missing', fails: false })
  })
})

describe('a law under which no call was seen', () => {
  test('is not tested, and never held: of one that makes no call through its fs', async () => {
    const results = await resultsOf(
      port('goes around its fs', (homes, required) => goOriginal(homes, required)),
      [{}, RIGHT, LIVE_DIRECTORY],
    )
    expect(verdictsOf(results)).toEqual(eachOf('not-tested'))
    for (const { reason } of results) expect(reason).toBe('no call on the world was seen, stopped or failed')
  })

  test('is not tested where no world was tried in which its trouble could strike', async () => {
    const results = await resultsOf(port('looks again', looksAgain), [{}], { laws: ['keeps-live-writes'] })
    expect(results).toMatchObject([
      { verdict: 'not-tested', reason: 'no call on the world was seen, stopped or failed', fails: false },
    ])
  })
})

describe('a law that is broken', () => {
  test('under trouble is shown with the trouble, call by call', async () => {
    const [result] = await resultsOf(port('one temp name', usesOneTempName), [{}], { laws: ['crash-safe'] })
    expect(result).toMatchObject({ verdict: 'broken', fails: true, worlds: 1, brokenIn: 1 })
    expect(result?.counterexample).toMatchObject({
      summary:
        'after the run was killed before the rename of `a/projects.tmp`, the next run reported failure, but an undisturbed run reports success',
      story: [
        '   1  mkdir a',
        '   2  mkdir shared',
        '   3  lstat a/projects',
        '   4  symlink a/projects.tmp',
        '  ==> killed before this call:',
        '   5  rename a/projects.tmp to a/projects',
        '  ==> the next run followed, undisturbed: the picture shows its result',
      ],
    })
  })

  test('at a moment of an undisturbed run is shown with the changes around it', async () => {
    const [result] = await resultsOf(port('rewrites', rewrites), [RIGHT_WITH_DATA], {
      laws: ['crash-safe'],
    })
    expect(result?.counterexample).toMatchObject({
      summary:
        '`shared/only.jsonl` (14 bytes) was destroyed if the run is killed before the write of `shared/only.jsonl`: it was in the shared target `shared`',
      story: [
        '   1  truncate shared/only.jsonl',
        '  ==> the picture shows the world at this moment',
        '   2  write shared/only.jsonl',
      ],
    })
  })

  test('above the level is a warning', async () => {
    const [result] = await resultsOf(port('unlinks', unlinksThenLinks), [RIGHT], {
      laws: ['always-linked'],
      level: 'safe',
    })
    expect(result).toMatchObject({ verdict: 'broken', fails: false })
  })

  test('and waived is waived, with its reason', async () => {
    const waivers = waiving({ 'crash-safe': 'never killed' })
    const [result] = await resultsOf(port('one temp name', usesOneTempName), [{}], {
      laws: ['crash-safe'],
      waivers,
    })
    expect(result).toMatchObject({ verdict: 'waived', reason: 'never killed', fails: false })
  })

  test('without any trouble breaks that law alone: no trouble tells of it again', async () => {
    const results = await resultsOf(port('removes first', removesFirst), [LIVE_DIRECTORY], {
      laws: ['keeps-data', 'crash-safe', 'fault-safe', 'race-safe', 'yields-to-others', 'keeps-live-writes'],
    })
    expect(verdictsOf(results)).toEqual({
      'keeps-data': 'broken',
      'crash-safe': 'held',
      'fault-safe': 'held',
      'race-safe': 'held',
      'yields-to-others': 'held',
      'keeps-live-writes': 'held',
    })
  })
})

test('a loss that only the baseline of a world under trouble shows is one without any trouble', async () => {
  const lines: string[] = []
  let isLost = false
  // It loses data in its first run after all worlds were tried: that run is one that nothing disturbs yet.
  const losesOnce: PortProvision = async (homes, required, root, fs) => {
    if (!isLost && lines.includes('1 of 1 worlds')) {
      isLost = true
      await fs.unlink(`${root}/a/projects/only.jsonl`)
    }
    await looksAgain(homes, required, root, fs)
  }
  const laws: readonly LawId[] = ['keeps-data', 'fault-safe']
  const results = await resultsOf(port('loses once', losesOnce), [LIVE_DIRECTORY], { laws, lines })
  expect(verdictsOf(results)).toEqual({ 'keeps-data': 'broken', 'fault-safe': 'held' })
  expect(lawIn({ laws: results }, 'keeps-data').counterexample).toMatchObject({
    summary: '`a/projects/only.jsonl` (14 bytes) was destroyed: `a/projects` was a directory',
    trouble: null,
    story: null,
  })
})

test('it is said how far it is, and what is broken so far', async () => {
  const lines: string[] = []
  await resultsOf(port('one temp name', usesOneTempName), [{}], { laws: ['crash-safe'], lines })
  expect(lines).toEqual([
    '1 of 1 worlds',
    'under trouble in 1 of 1 worlds',
    'under trouble after a kill in 1 of 1 worlds, broken so far: crash-safe',
  ])
})

test('shrinking says which law it is at, and how much of the world is left', async () => {
  const lines: string[] = []
  const tree = { ...LIVE_DIRECTORY, other: dir({ 'notes.md': file('n') }) }
  await resultsOf(fn('forces', forces), [tree], { laws: ['keeps-data', 'private'], lines })
  const shrinking = lines.filter(line => line.startsWith('shrinking'))
  const says = '`a/projects/only.jsonl` (14 bytes) was destroyed: `a/projects` was a directory'
  expect(shrinking[0]).toBe(`shrinking keeps-data (1 of 1 law), 6 entries left: ${says}`)
  expect(shrinking.at(-1)).toBe(`shrinking keeps-data (1 of 1 law), 3 entries left: ${says}`)
})

describe('a law that is broken in several ways', () => {
  const laws: readonly LawId[] = ['keeps-data']

  test('shows the worst, and one world for each other way', async () => {
    const [result] = await resultsOf(fn('forces', forces), [DIVERGENT, LIVE_DIRECTORY], { laws })
    expect(result).toMatchObject({ verdict: 'broken', brokenIn: 2, waived: [] })
    expect(result?.counterexample).toMatchObject({ kind: 'destroyed', before: [{}, {}, {}] })
    expect(result?.others).toMatchObject([{ kind: 'orphaned' }])
  })

  test('shrinks to a world in which it is broken in the same way', async () => {
    // Without the large file, the link is removed instead: that is orphaned, and smaller.
    const both = { ...DIVERGENT, large: file('x'.repeat(99)) }
    const byLarge: Provision = (homes, required, root) => {
      if (existsSync(`${root}/large`)) rmSync(`${root}/large`)
      else forces(homes, required, root)
    }
    const [result] = await resultsOf(fn('by size', byLarge), [both], { laws })
    expect(result?.counterexample).toMatchObject({ kind: 'destroyed', before: [{ path: 'large' }] })
  })

  test('is broken no more by what is waived, and still by what is worse', async () => {
    const waivers = waiving({ 'keeps-data:orphaned': 'on purpose' })
    const waived = [{ kind: 'orphaned', reason: 'on purpose', worlds: 1 }]
    const trees = [DIVERGENT, LIVE_DIRECTORY]
    const [both] = await resultsOf(fn('forces', forces), trees, { laws, waivers })
    expect(both).toMatchObject({ verdict: 'broken', fails: true, brokenIn: 1, waived, others: [] })
    expect(both?.counterexample?.kind).toBe('destroyed')
    const [orphaned] = await resultsOf(fn('forces', forces), [DIVERGENT], { laws, waivers })
    expect(orphaned).toMatchObject({ verdict: 'held', fails: false, waived, counterexample: null })
  })
})
