import { describe, expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { LAWS, lawWithId } from '../../../src/laws/index.ts'
import { keepsData } from '../../../src/laws/keeps-data.ts'
import type { LossKind, Violation } from '../../../src/laws/law.ts'
import { violationsOf, withEvidence, worstOf } from '../../../src/laws/worst-first.ts'
import { judgementBy } from '../../judging/functions.ts'
import { DIVERGENT, only, RIGHT, RIGHT_WITH_DATA } from '../../judging/trees.ts'
import { observed, type Seen } from '../../judging/written-observations.ts'

const violation = (summary: string, kind?: LossKind): Violation => ({
  summary,
  paths: [],
  ...(kind === undefined ? {} : { kind }),
})

describe('of several violations', () => {
  test('the worst comes first, and holds the first one of each other kind', () => {
    const found = [
      violation('lied'),
      violation('moved', 'moved'),
      undefined,
      violation('gone', 'destroyed'),
      violation('moved too', 'moved'),
      violation('orphaned', 'orphaned'),
    ]
    const worst = worstOf(found)
    expect(worst?.summary).toBe('gone')
    expect(violationsOf(worst ?? 'held').map(({ summary }) => summary)).toEqual([
      ...['gone', 'orphaned', 'moved', 'lied'],
    ])
  })

  test('those that a violation holds already count too', () => {
    const both = worstOf([violation('orphaned', 'orphaned'), violation('moved', 'moved')])
    expect(violationsOf(worstOf([violation('gone', 'destroyed'), both]) ?? 'held')).toHaveLength(3)
  })

  test('each gets the run that shows it', () => {
    const { before, first } = observed({ in: RIGHT })
    const both = worstOf([violation('orphaned', 'orphaned'), violation('moved', 'moved')])
    const shown = withEvidence(both ?? violation('none'), { before, run: first })
    expect(violationsOf(shown).map(({ evidence }) => evidence?.run)).toEqual([first, first])
  })
})

test('a judgement that is no violation has none, and no violations make none', () => {
  expect([violationsOf('held'), violationsOf('vacuous'), worstOf([undefined])]).toEqual([[], [], undefined])
})

const FREE: Tree = { a: RIGHT.a, old: dir({ 'only.jsonl': only }), shared: dir() }

const LOSSES: readonly (readonly [it: string, seen: Seen, kinds: readonly LossKind[]])[] = [
  ['a file that is gone', { in: RIGHT_WITH_DATA, first: ['success', RIGHT] }, ['destroyed']],
  ['a link that was retargeted', { in: DIVERGENT, first: ['success', FREE] }, ['orphaned']],
  [
    'a target that was moved from under a right link',
    { in: RIGHT_WITH_DATA, first: ['success', { ...RIGHT, aside: dir({ 'only.jsonl': only }) }] },
    ['moved'],
  ],
  [
    'a right link that was retargeted: its file stays where it is',
    {
      in: RIGHT_WITH_DATA,
      first: ['success', { ...RIGHT_WITH_DATA, a: dir({ projects: linkTo('{root}/x') }), x: dir() }],
    },
    ['orphaned'],
  ],
  [
    'a target that leads elsewhere now: its file stays where it is',
    {
      in: { a: RIGHT.a, shared: linkTo('{root}/store'), store: dir({ 'only.jsonl': only }) },
      first: [
        'success',
        { a: RIGHT.a, shared: linkTo('{root}/x'), store: dir({ 'only.jsonl': only }), x: dir() },
      ],
    },
    ['orphaned'],
  ],
  [
    'a link that was retargeted by the first run, and a file that the second one destroys',
    {
      in: { ...DIVERGENT, notes: file('n') },
      first: ['success', { ...FREE, notes: file('n') }],
      second: ['success', FREE],
    },
    ['destroyed', 'orphaned'],
  ],
]

test.each(LOSSES)('keeps-data says the kind of each loss: %s', (_, seen, kinds) => {
  const violations = violationsOf(judgementBy(keepsData, observed(seen)))
  expect(violations.map(({ kind }) => kind)).toEqual(kinds)
})

test('the laws that data can break say how', () => {
  const losing = LAWS.filter(({ id }) => lawWithId(id).losses !== undefined).map(({ id }) => id)
  expect(losing).toEqual([
    ...['keeps-data', 'crash-safe', 'fault-safe', 'race-safe', 'yields-to-others', 'keeps-live-writes'],
  ])
})
