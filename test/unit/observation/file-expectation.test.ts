import { expect, test } from 'vitest'
import type { SharedLink } from '../../../fixtures/deployment.ts'
import { absent, dir, fifo, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { expectationOf } from '../../../src/observation/expectation.ts'
import { isRight } from '../../../src/observation/right.ts'
import { snapshotOf } from '../../judging/written-observations.ts'

const SETTINGS: SharedLink = { name: 's.json', target: 'pool/t.json', kind: 'file' }
const DEPLOYMENT = { homes: ['a'], links: [SETTINGS] }
const link = linkTo('{root}/pool/t.json')
const target = dir({ 't.json': file('{}\n') })
const place = 'a/s.json'

interface Row {
  readonly when: string
  readonly in: Tree
  readonly world: 'clear' | 'conflict' | 'impossible'
  readonly conflicts?: readonly string[]
  readonly canBeRight?: boolean
  readonly places?: readonly string[]
}

const ROWS: readonly Row[] = [
  { when: 'the file is there', in: { pool: target }, world: 'clear', canBeRight: true, places: ['a', place] },
  {
    when: 'the link is right',
    in: { a: dir({ 's.json': link }), pool: target },
    world: 'clear',
    canBeRight: true,
  },
  {
    when: 'the file is missing: a subject may refuse, or make one',
    in: { pool: dir() },
    world: 'conflict',
    conflicts: ['target pool/t.json'],
    places: ['a', place, 'pool', 'pool/t.json'],
  },
  {
    when: 'the file and its parent are missing',
    in: {},
    world: 'conflict',
    conflicts: ['target pool/t.json'],
    places: ['a', place, 'pool', 'pool/t.json'],
  },
  {
    when: 'the file is missing, and the link to it is there',
    in: { a: dir({ 's.json': link }), pool: dir() },
    world: 'conflict',
    conflicts: ['target pool/t.json'],
    places: [place, 'pool', 'pool/t.json'],
  },
  ...(
    [
      ['a directory', dir()],
      ['a FIFO', fifo()],
      ['a dangling link', linkTo('gone')],
      ['a loop', linkTo('t.json')],
    ] as const
  ).map(([what, entry]) => ({
    when: `the target is ${what}`,
    in: { a: dir(), pool: dir({ 't.json': entry }) },
    world: 'conflict' as const,
    conflicts: ['target pool/t.json'],
    places: [],
  })),
  {
    when: 'the parent of the target is a file',
    in: { a: dir(), pool: file('x') },
    world: 'conflict',
    conflicts: ['parent pool'],
    places: [],
  },
  {
    when: 'nobody may read the file',
    in: { a: dir(), pool: dir({ 't.json': file('{}', { mode: 0 }) }) },
    world: 'impossible',
  },
  ...(
    [
      ['a file with the same bytes', file('{}\n')],
      ['a directory', dir()],
      ['a link to another file', linkTo('{root}/old')],
      ['a dangling link', linkTo('{root}/gone')],
    ] as const
  ).map(([what, entry]) => ({
    when: `in the place of the link is ${what}`,
    in: { a: dir({ 's.json': entry }), pool: target, old: file('{}\n') },
    world: 'conflict' as const,
    conflicts: [`link ${place}`],
  })),
]

test.each(ROWS)('$when', row => {
  const { world, conflicts = [], canBeRight = false, places = [place] } = row
  const asked = expectationOf(snapshotOf({ a: absent, ...row.in }), DEPLOYMENT, null)
  expect({
    world: asked.world,
    conflicts: asked.conflicts.map(({ of, path }) => `${of} ${path}`),
    canBeRight: asked.links.map(one => one.canBeRight),
    places: [...asked.places].sort(),
  }).toEqual({ world, conflicts, canBeRight: [canBeRight], places })
})

test.each([
  ['a file', { 't.json': file('{}') }, true],
  ['a link to a file', { 't.json': linkTo('real'), real: file('{}') }, true],
  ['a directory', { 't.json': dir() }, false],
  ['missing', {}, false],
])('a link to the target is right only if that is a file: here it is %s', (_, pool, isSo) => {
  const tree = snapshotOf({ a: dir({ 's.json': link }), pool: dir(pool) })
  expect(isRight(tree, { home: 'a', link: SETTINGS }, null)).toBe(isSo)
  expect(isRight(tree, { home: 'a', link: SETTINGS }, 'exact')).toBe(isSo)
})
