import { describe, expect, test } from 'vitest'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../../fixtures/states/world-spec.ts'
import { dir, file, hardLinkTo, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import { chosenForTrouble, type TriedWorld } from '../../../../src/gate/search/tried-world.ts'
import { kindOf } from '../../../../src/observation/step.ts'
import { reconcile } from '../../../../src/reconciler/reconcile.ts'
import { port } from '../../../../src/subjects/port/port.ts'
import { script } from '../../../../src/subjects/script.ts'
import type { Subject } from '../../../../src/subjects/subject.ts'
import { ONE } from '../../../judging/gate.ts'

const inProcess = port('a port', () => {})
/** What is chosen depends on how dear its runs are, and on nothing else of a command. */
const command: Subject = { ...inProcess, kind: 'command' }

/** A world in which a subject does some changes: `mkdir a`. */
function candidate(
  at: number,
  changes: readonly string[],
  options: Partial<TriedWorld> & { tree?: Tree } = {},
): TriedWorld {
  const { tree = { x: file('x') }, ...rest } = options
  return {
    spec: { deployment: ONE, tree: flatten(tree), rootName: PLAIN_ROOT },
    index: at,
    world: 'clear',
    claim: 'success',
    changes: changes.map(text => {
      const [call = '', path = ''] = text.split(' ')
      return { call, kind: kindOf(call), path, to: null, by: '' }
    }),
    made: [],
    ...rest,
  }
}

/** The numbers of the worlds that are chosen, in the order in which they are tried. */
function chosen(candidates: readonly TriedWorld[], subject: Subject = command): number[] {
  return chosenForTrouble(subject, candidates).map(({ index }) => index)
}

test('a script, whose runs are cheap, is tried in every world', () => {
  const all = [0, 1, 2].map(at => candidate(at, ['mkdir a']))
  expect(
    chosenForTrouble(
      script('built in', request => reconcile(request, 'exact')),
      all,
    ),
  ).toEqual(all)
})

test('of two worlds in which a subject does the same, one is enough', () => {
  expect(
    chosen([
      candidate(0, ['mkdir a', 'symlink a/projects']),
      candidate(1, ['mkdir a', 'symlink a/projects']),
    ]),
  ).toEqual([0])
})

test('where it does something else, to something else, or in another order, both are tried', () => {
  expect(chosen([candidate(0, ['mkdir a']), candidate(1, ['rmdir a'])])).toEqual([0, 1])
  expect(chosen([candidate(0, ['mkdir a']), candidate(1, ['mkdir shared'])])).toEqual([0, 1])
  const orders = [candidate(0, ['mkdir a', 'mkdir shared']), candidate(1, ['mkdir shared', 'mkdir a'])]
  expect(chosen(orders)).toEqual([0, 1])
})

test('where it says otherwise, or the world is another, both are tried', () => {
  expect(chosen([candidate(0, []), candidate(1, [], { claim: 'failure' })])).toEqual([0, 1])
  expect(chosen([candidate(0, []), candidate(1, [], { world: 'conflict' })])).toEqual([0, 1])
})

test.each([
  ['two files in a home', ['create a/x', 'create a/y']],
  ['two files in what stands at a link', ['unlink a/projects/x', 'unlink a/projects/y']],
  ['two files in a target', ['create shared/x', 'create shared/y/z']],
  ['two temp names beside a link', ['symlink a/projects.1', 'symlink a/.projects.tmp']],
  ['two paths that nobody asked for', ['mkdir x', 'mkdir y/z']],
])('what is done to %s is the same', (_, [one = '', other = '']) => {
  expect(chosen([candidate(0, [one]), candidate(1, [other])])).toEqual([0])
})

test.each([
  ['a home and a link', ['mkdir a', 'mkdir a/projects']],
  ['a link and what is beside it', ['symlink a/projects', 'symlink a/projects.tmp']],
  ['a link and what is in it', ['unlink a/projects', 'unlink a/projects/x']],
  ['a target and what is in it', ['mkdir shared', 'mkdir shared/x']],
  ['what is in a home and what is elsewhere', ['create a/x', 'create x']],
])('what is done to %s is not the same', (_, [one = '', other = '']) => {
  expect(chosen([candidate(0, [one]), candidate(1, [other])])).toEqual([0, 1])
})

test('the state of a link that careful tools only look at is tried each once', () => {
  const state = (at: number, link: 'file' | 'divergent' | 'socket') => {
    const one = candidate(at, [])
    const states = { home: 'directory', target: 'directory', link } as const
    return { ...one, spec: { ...one.spec, states } }
  }
  expect(chosen([state(0, 'file'), state(1, 'file'), state(2, 'divergent'), state(3, 'socket')])).toEqual([
    0, 2,
  ])
})

test('an empty world is tried even where the same is done in another', () => {
  expect(chosen([candidate(0, ['mkdir a']), candidate(1, ['mkdir a'], { tree: {} })])).toEqual([1])
})

test('what adds most is chosen first, and the simplest is tried first', () => {
  const large = { a: dir({ projects: linkTo('x') }), shared: dir(), x: dir() }
  const candidates = [
    candidate(0, ['mkdir a'], { tree: large }),
    candidate(1, ['mkdir a', 'mkdir shared', 'symlink a/projects'], { tree: large }),
    candidate(2, ['rmdir a']),
  ]
  // What is done in 0 is done in 1 too, but not last.
  expect(chosen(candidates)).toEqual([2, 0, 1])
})

test('where several homes have something in the way, what is taken away from one is tried', () => {
  const holding = (...homes: string[]) =>
    Object.fromEntries(homes.map(home => [home, dir({ projects: dir({ x: file(home) }) })]))
  const one = (at: number, tree: Tree, changes = ['unlink a/projects/x']) => {
    const { spec, ...rest } = candidate(at, changes, { tree })
    return { ...rest, spec: { ...spec, deployment: { ...ONE, homes: ['a', 'b'] } } }
  }
  expect(chosen([one(0, holding('a')), one(1, holding('a', 'b'))])).toEqual([1])
  expect(chosen([one(0, holding('a')), one(1, { ...holding('a'), b: dir({ projects: dir() }) })])).toEqual([
    0,
  ])
  expect(chosen([one(0, holding('a'), ['mkdir s']), one(1, holding('a', 'b'), ['mkdir s'])])).toEqual([0])
})

describe('where two files have the same bytes, the loss of one is no loss', () => {
  const copies = [
    { x: file('same'), y: file('same') },
    { x: file('same'), y: hardLinkTo('x') },
  ]

  test.each(copies)('so a trouble is tried first where they differ', tree => {
    const candidates = [candidate(0, ['mkdir a', 'rmdir a'], { tree }), candidate(1, ['mkdir a'])]
    expect(chosen(candidates)).toEqual([1, 0])
  })

  test('and such a world is tried only for what is done in no other', () => {
    const [tree = {}] = copies
    expect(chosen([candidate(0, ['mkdir a'], { tree }), candidate(1, ['mkdir a', 'rmdir a'])])).toEqual([
      1, 0,
    ])
    expect(
      chosen([candidate(0, ['mkdir a', 'rmdir a'], { tree }), candidate(1, ['mkdir a', 'rmdir a'])]),
    ).toEqual([1])
  })

  test('but for empty files, which have none to lose', () => {
    const tree = { x: file(''), y: file('') }
    expect(
      chosen([candidate(0, ['mkdir a', 'rmdir a'], { tree }), candidate(1, ['mkdir a', 'rmdir a'])]),
    ).toEqual([0])
  })

  test('they take three places, unless some are left', () => {
    const one = (at: number) => candidate(at, [`call-${at} a`], { tree: copies[at % 2] ?? {} })
    const other = (at: number) => candidate(at, [`call-${at} a`])
    const numbers = [...Array(20).keys()]
    expect(chosen(numbers.map(at => (at < 10 ? one(at) : other(at))))).toEqual([
      10, 11, 12, 13, 14, 15, 16, 0, 1, 2,
    ])
    expect(chosen(numbers.map(at => (at < 18 ? one(at) : other(at))))).toEqual([
      18, 19, 0, 1, 2, 3, 4, 5, 6, 7,
    ])
    expect(chosen(numbers.map(at => (at < 1 ? one(at) : other(at))))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 0])
  })
})

test('no more than ten for a command, and 120 in process', () => {
  const candidates = Array.from({ length: 200 }, (_, at) => candidate(at, [`call-${at} a`]))
  expect(chosen(candidates)).toHaveLength(10)
  expect(chosen(candidates, inProcess)).toHaveLength(120)
  expect(chosen(candidates)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('where there is none, none is chosen', () => {
  expect(chosen([])).toEqual([])
})
