import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { worlds } from '../../../fixtures/states/random-worlds.ts'
import { smallFileStates, smallStates } from '../../../fixtures/states/small-states.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { GateError } from '../../../src/gate/gate-error.ts'
import {
  joinedRegressions,
  type Regression,
  regressionsFor,
  regressionsIn,
  regressionsText,
  subjectOf,
} from '../../../src/gate/regressions.ts'
import type { Trouble } from '../../../src/observation/trouble.ts'

const POINT = {
  among: 'changes',
  index: 2,
  call: 'symlink',
  path: 'a/\udcff',
  nth: 1,
  volatileNames: ['tmp.x'],
} as const

const TROUBLES: readonly (Trouble | null)[] = [
  null,
  { kind: 'crash', before: POINT },
  { kind: 'crash', before: POINT, interlude: 'agents write' },
  { kind: 'crash', before: POINT, interlude: 'weeks pass' },
  { kind: 'signal', before: POINT, signal: 'HUP', to: 'group' },
  { kind: 'fault', at: POINT, errno: 'EIO' },
  { kind: 'fault', at: { every: 'make', path: 'a', volatileNames: [] }, errno: 'ENOSPC' },
  { kind: 'fault', at: { every: 'move', path: 'a', volatileNames: [] }, errno: 'EXDEV' },
  { kind: 'intrusion', before: POINT, path: 'a/projects', makes: 'directory' },
  { kind: 'race', runs: 2, order: { by: 'holding', before: POINT } },
  { kind: 'race', runs: 2, order: { by: 'holding', before: POINT, other: POINT } },
  { kind: 'race', runs: 3, order: { by: 'turns', turns: [0, 2, 1] } },
  { kind: 'race', runs: 2, order: { by: 'chance' } },
  { kind: 'live-writes', at: 'every step' },
]

/** What is remembered of a world: how it came about is not. */
function plain({ deployment, tree, rootName }: WorldSpec): WorldSpec {
  return { deployment, tree, rootName }
}

function again(regressions: readonly Regression[]): Regression[] {
  return regressionsIn(regressionsText(regressions), 'the file')
}

describe('what is written is read', () => {
  test('a link to a file, and what an agent saved there', () => {
    const [state] = smallFileStates()
    const history = [{ did: 'run' }, { did: 'saved', path: 'a/settings.json' }] as const
    const spec: WorldSpec = { ...plain(state as WorldSpec), history, kind: 'history' }
    const all = [{ law: 'keeps-data' as const, spec, trouble: null }]
    expect(again(all)).toEqual(all)
    expect(again(all)[0]?.spec.deployment.links).toEqual([
      { name: 'settings.json', target: 'shared.json', kind: 'file' },
    ])
  })

  test('a history', () => {
    const history = [
      { did: 'run' },
      { did: 'killed-run', beforeChange: 3 },
      { did: 'remade', path: 'a/projects' },
      { did: 'state-cut' },
    ] as const
    const [state] = smallStates()
    const spec: WorldSpec = { ...plain(state as WorldSpec), history, kind: 'history' }
    const all = [{ law: 'keeps-data' as const, spec, trouble: null }]
    expect(again(all)).toEqual(all)
  })

  test('every small state', () => {
    const all = smallStates().map(spec => ({ law: 'keeps-data' as const, spec: plain(spec), trouble: null }))
    expect(again(all)).toEqual(all)
  })

  test('random worlds, whatever their names and bytes', () => {
    fc.assert(
      fc.property(worlds(), spec => {
        const one = { law: 'private' as const, spec: plain(spec), trouble: null }
        expect(again([one])).toEqual([one])
      }),
      { numRuns: 300 },
    )
  })

  test.each(TROUBLES)('the trouble %j', trouble => {
    const [spec] = smallStates()
    const all = spec === undefined ? [] : [{ law: 'crash-safe' as const, spec: plain(spec), trouble }]
    expect(again(all)).toEqual(all)
  })
})

test('what is known already is not added', () => {
  const [one, other] = smallStates().map(spec => ({ law: 'keeps-data' as const, spec, trouble: null }))
  if (one === undefined || other === undefined) throw new Error('there are no small states')
  expect(joinedRegressions([one], [one, other, other])).toEqual([one, other])
  expect(joinedRegressions([one], [{ ...one, law: 'private' }])).toHaveLength(2)
})

test('how it was judged is written and read, and may differ for one world', () => {
  const [spec] = smallStates()
  if (spec === undefined) throw new Error('there are no small states')
  const one: Regression = { law: 'keeps-data', spec: plain(spec), trouble: null }
  const [install, slower, other] = [
    { ...one, gate: ['--', 'bash', 'install.sh'] },
    { ...one, gate: ['--timeout', '60', '--', 'bash', 'install.sh'] },
    { ...one, gate: ['--', 'bash', 'other.sh'] },
  ]
  expect(again([install])).toEqual([install])
  expect(joinedRegressions([one], [install, other])).toEqual([install, other])
  expect(joinedRegressions([install], [one, slower])).toEqual([slower])
})

test('a world may be kept for each of several subjects, which are told apart by their names', () => {
  const [spec] = smallStates()
  if (spec === undefined) throw new Error('there are no small states')
  const ofSuite: Regression = { law: 'keeps-data', spec: plain(spec), trouble: null }
  const of = (name: string | null): Regression => ({
    ...ofSuite,
    gate: [...(name === null ? [] : ['--subject', name]), '--', 'sh', 'link.sh'],
  })
  const all = joinedRegressions([of('install'), of(null)], [of('rollback'), of('install')])
  expect(all.map(subjectOf)).toEqual(['install', null, 'rollback'])
  expect(regressionsFor('install', [...all, ofSuite]).map(subjectOf)).toEqual(['install', null, null])
  expect(regressionsFor(null, all).map(subjectOf)).toEqual([null])
})

test('a file of version 1 is read', () => {
  const text = regressionsText([]).replace('"version": 2', '"version": 1')
  expect(text).toContain('"version": 1')
  expect(regressionsIn(text, 'the file')).toEqual([])
})

describe('what cannot be read is said, all of it', () => {
  const world = {
    law: 'keeps-data',
    homes: ['a'],
    links: [{ name: 'projects', target: 'shared' }],
    root: 'root',
    entries: [{ path: 'a', type: 'dir' }],
    trouble: null,
  }
  const said = (text: string) => {
    try {
      return regressionsIn(text, 'x.json')
    } catch (error) {
      if (!(error instanceof GateError)) throw error
      return error.message.split('\n').slice(1, -1)
    }
  }
  const saidOf = (more: object) => said(JSON.stringify({ version: 1, worlds: [{ ...world, ...more }] }))

  test('a text that is no JSON', () => {
    expect(said('{"version": 1,')).toEqual([expect.stringContaining('JSON')])
  })

  test('another version, and an unknown key', () => {
    expect(said('{ "version": 3, "worlds": [], "more": 1 }')).toEqual([
      '  version: Invalid type: Expected (1 | 2) but received 3',
      '  more: Invalid key: Expected never but received "more"',
    ])
  })

  test.each([
    ['an unknown law', { law: 'keeps-everything' }],
    ['a command that is no list', { gate: 'rm -rf' }],
    ['no home', { homes: [] }],
    ['a home out of the root', { homes: ['../a'] }],
    ['an absolute target', { links: [{ name: 'projects', target: '/shared' }] }],
    ['a link that is no name', { links: [{ name: 'a/b', target: 'shared' }] }],
    ['a root that is no name', { root: '..' }],
    ['an entry out of the root', { entries: [{ path: '../x', type: 'file', content: '' }] }],
    ['an entry in nothing', { entries: [{ path: 'x/y', type: 'file', content: '' }] }],
    [
      'an entry behind a link',
      {
        entries: [
          { path: 'x', type: 'link', text: '/etc' },
          { path: 'x/y', type: 'file', content: '' },
        ],
      },
    ],
    ['an entry twice', { entries: [world.entries[0], world.entries[0]] }],
    ['a hard link to nothing', { entries: [{ path: 'x', type: 'hard-link', to: 'y' }] }],
    [
      'a file that is far too long',
      { entries: [{ path: 'x', type: 'file', repeated: { line: 'x\n', times: 1e9 }, content: '' }] },
    ],
    ['an unknown type', { entries: [{ path: 'x', type: 'device' }] }],
    ['a mode that is none', { entries: [{ path: 'x', type: 'dir', mode: 65536 }] }],
    ['an unknown trouble', { trouble: { kind: 'flood' } }],
    ['an unknown errno', { trouble: { kind: 'fault', at: POINT, errno: 'ENOTHING' } }],
    ['a race of a thousand', { trouble: { kind: 'race', runs: 1000, order: { by: 'chance' } } }],
  ])('%s', (_, more) => {
    expect(saidOf({})).toMatchObject([{ law: 'keeps-data' }])
    expect(saidOf(more)?.[0]).toMatch(/^ {2}worlds\.0\.[a-z]/)
  })

  test('files that are far too long together', () => {
    const repeated = { line: 'x\n', times: 30 * 1024 * 1024 }
    const entries = ['a', 'b', 'c', 'd', 'e'].map(path => ({ path, type: 'file', repeated, content: '' }))
    expect(saidOf({ entries: entries.slice(1) })).toHaveLength(1)
    expect(saidOf({ entries })).toEqual(['  worlds: expected less than 256 MiB of repeated lines'])
  })
})
