import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { worlds } from '../../../fixtures/states/random-worlds.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { type Harness, harnessFor } from '../../../src/experiments/harness.ts'
import { observe } from '../../../src/experiments/observe.ts'
import { judgeWorlds } from '../../../src/gate/judge-worlds.ts'
import { type LawId, lawWithId } from '../../../src/laws/index.ts'
import { judgeUndisturbed } from '../../../src/laws/law.ts'
import { fn, type Provision } from '../../../src/subjects/fn.ts'
import { gateOptions, lawIn } from '../../judging/gate.ts'

/** Does to each link of each home what is said, after it has made every directory. */
function eachLink(act: (path: string, target: string) => void): Provision {
  return (homes, required) => {
    for (const { target } of required) mkdirSync(target, { recursive: true })
    for (const home of homes) {
      mkdirSync(home, { recursive: true })
      for (const { name, target } of required) act(`${home}/${name}`, target)
    }
  }
}

const BROKEN: readonly (readonly [string, LawId, Provision])[] = [
  [
    'removes what is in the way',
    'keeps-data',
    eachLink((path, target) => {
      rmSync(path, { recursive: true, force: true })
      symlinkSync(target, path)
    }),
  ],
  [
    'moves what is there onto a backup that may be there already',
    'keeps-data',
    eachLink((path, target) => {
      if (existsSync(path) && !existsSync(`${path}.bak`)) renameSync(path, `${path}.bak`)
      else rmSync(`${path}.bak`, { recursive: true, force: true })
      if (!existsSync(path)) symlinkSync(target, path)
    }),
  ],
  ['does nothing', 'tells-the-truth', () => {}],
  [
    'counts its runs',
    'idempotent',
    (_homes, _required, root) => writeFileSync(`${root}/run-${readdirSync(root).length}`, ''),
  ],
  [
    'opens every home',
    'touches-nothing',
    homes => {
      for (const home of homes) if (existsSync(home)) chmodSync(home, 0o777)
    },
  ],
  [
    'refuses where a target holds anything',
    'succeeds-when-clear',
    eachLink((path, target) => {
      if (readdirSync(target).length > 0) throw new Error('not empty')
      if (!existsSync(path)) symlinkSync(target, path)
    }),
  ],
]

describe('the world that is shown is as small as it can be, for a function that', () => {
  test.each(BROKEN)('%s', { timeout: 60_000 }, async (_, id, provision) => {
    await using temp = await tempDir()
    const harness = harnessFor(temp, fn('under test', provision), gateOptions())
    const specs = fc.sample(worlds(), { numRuns: 60, seed: 11 })
    const trial = { level: 'complete', laws: [id], waivers: new Map(), seed: 1 } as const
    const { laws } = await judgeWorlds(harness, specs, { ...trial, onProgress: () => {} })
    const spec = lawIn({ laws }, id).counterexample?.spec
    if (spec === undefined) throw new Error(`${id} was not broken`)
    expect(await breaks(harness, id, spec)).toBe(true)
    expect(spec.rootName).toBe(PLAIN_ROOT)
    for (const smaller of smallerThan(spec)) expect(await breaks(harness, id, smaller)).toBe(false)
  })
})

async function breaks(harness: Harness, id: LawId, spec: WorldSpec): Promise<boolean> {
  const law = lawWithId(id)
  return typeof judgeUndisturbed(law, await observe(harness, spec, new Set(law.needs))) !== 'string'
}

/** The worlds with one thing less: an entry with all it holds, a home, or a link. */
function smallerThan(spec: WorldSpec): WorldSpec[] {
  const { tree, deployment } = spec
  const { homes, links } = deployment
  const without = [...tree.keys()].map(gone => new Map([...tree].filter(([path]) => !isWithin(path, gone))))
  return [
    ...without
      .filter(less => [...less.values()].every(entry => entry.type !== 'hard-link' || less.has(entry.to)))
      .map(less => ({ ...spec, tree: less })),
    ...(homes.length > 1
      ? homes.map(gone => ({ homes: homes.filter(home => home !== gone), links }))
      : []
    ).map(less => ({ ...spec, deployment: less })),
    ...(links.length > 1
      ? links.map(gone => ({ homes, links: links.filter(link => link !== gone) }))
      : []
    ).map(less => ({ ...spec, deployment: less })),
  ]
}

describe('a subject that does not do the same each time', () => {
  test.each([1, 2, 3, 5, 7])('does not upset the run (it breaks every %d. time)', async every => {
    let runs = 0
    const flaky = fn('flaky', () => {
      runs += 1
      if (runs % every !== 0) throw new Error('not now')
    })
    await using temp = await tempDir()
    const trial = { level: 'safe', laws: [], waivers: new Map(), seed: 1 } as const
    const specs = fc.sample(worlds(), { numRuns: 40, seed: every })
    const { laws } = await judgeWorlds(harnessFor(temp, flaky, gateOptions()), specs, {
      ...trial,
      onProgress: () => {},
    })
    expect(lawIn({ laws }, 'tells-the-truth').verdict).toBe('broken')
  })

  test('is shown as what it is where it does not break again', async () => {
    let runs = 0
    const once = fn('once', () => {
      runs += 1
      if (runs > 1) throw new Error('not again')
    })
    await using temp = await tempDir()
    const trial = { level: 'safe', laws: ['tells-the-truth'], waivers: new Map(), seed: 1 } as const
    const specs = fc.sample(worlds(), { numRuns: 3, seed: 1 })
    const { laws } = await judgeWorlds(harnessFor(temp, once, gateOptions()), specs, {
      ...trial,
      onProgress: () => {},
    })
    expect(lawIn({ laws }, 'tells-the-truth')).toMatchObject({
      verdict: 'broken',
      fails: true,
      counterexample: {
        summary:
          'success was reported, but `ab/projects` is absent, not a link to `.claude-shared` (and 2 more)',
      },
    })
  })
})
