import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../../fixtures/deployment.ts'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { expectationOf } from '../../../src/observation/expectation.ts'
import type { Equality } from '../../../src/observation/right.ts'
import { PROJECTS } from '../../judging/functions.ts'
import { RELATIVE, RIGHT } from '../../judging/trees.ts'
import { snapshotOf } from '../../judging/written-observations.ts'

interface Row {
  readonly when: string
  readonly in: Tree
  readonly setup?: Partial<Deployment>
  readonly equality?: Equality
  readonly world: 'clear' | 'conflict' | 'impossible'
  /** The kind and the path of each conflict, and what it blocks if that is another path: `parent p of p/h`. */
  readonly conflicts?: readonly string[]
  /** The links that can be right. */
  readonly canBeRight?: readonly string[]
  /** The directories that may be made, parents too. */
  readonly directories?: readonly string[]
  /** The paths where links may be made. */
  readonly places?: readonly string[]
}

const shared = dir()
const right = linkTo('{root}/shared')
const one = ['a/projects']

function asks(rows: readonly Row[]): void {
  test.each(rows)('$when', row => {
    const {
      setup,
      equality = null,
      world,
      conflicts = [],
      canBeRight = [],
      directories = [],
      places = one,
    } = row
    const deployment = { homes: ['a'], links: [PROJECTS], ...setup }
    const expectation = expectationOf(snapshotOf(row.in), deployment, equality)
    expect({
      world: expectation.world,
      conflicts: expectation.conflicts.map(
        ({ of, path, blocks }) => `${of} ${path}${blocks === path ? '' : ` of ${blocks}`}`,
      ),
      canBeRight: expectation.links.filter(link => link.canBeRight).map(({ path }) => path),
      directories: [...expectation.directories].sort(),
      places: [...expectation.places].sort(),
    }).toEqual({ world, conflicts, canBeRight, directories, places: [...places, ...directories].sort() })
  })
}

describe('a home', () => {
  asks([
    {
      when: 'is made where it is absent',
      in: { shared },
      world: 'clear',
      canBeRight: one,
      directories: ['a'],
    },
    {
      when: 'is made with its parents',
      in: { shared },
      setup: { homes: ['u/v/a'] },
      world: 'clear',
      canBeRight: ['u/v/a/projects'],
      directories: ['u', 'u/v', 'u/v/a'],
      places: ['u/v/a/projects'],
    },
    { when: 'may be there', in: { a: dir(), shared }, world: 'clear', canBeRight: one },
    {
      when: 'may be a link to a directory, in which its links are then made',
      in: { a: linkTo('real'), real: dir(), shared },
      world: 'clear',
      canBeRight: one,
      places: ['real/projects'],
    },
    {
      when: 'may lie in a link to a directory, in which it is then made',
      in: { u: linkTo('real'), real: dir(), shared },
      setup: { homes: ['u/a'] },
      world: 'clear',
      canBeRight: ['u/a/projects'],
      directories: ['real', 'real/a'],
      places: ['real/a/projects'],
    },
    {
      when: 'is in the way as a file',
      in: { a: file('x'), shared },
      world: 'conflict',
      conflicts: ['home a'],
      places: [],
    },
    {
      when: 'is in the way as a link to a file',
      in: { a: linkTo('f'), f: file('x'), shared },
      world: 'conflict',
      conflicts: ['home a'],
      places: [],
    },
    {
      when: 'is in the way as a link to nowhere',
      in: { a: linkTo('gone'), shared },
      world: 'conflict',
      conflicts: ['home a'],
      places: [],
    },
    {
      when: 'is in the way as a link to itself',
      in: { a: linkTo('a'), shared },
      world: 'conflict',
      conflicts: ['home a'],
      places: [],
    },
    {
      when: 'is kept from being by a parent that is a file',
      in: { u: file('x'), shared },
      setup: { homes: ['u/v/a'] },
      world: 'conflict',
      conflicts: ['parent u of u/v/a'],
      places: [],
    },
    {
      when: 'is kept from being by a parent that leads nowhere',
      in: { u: linkTo('gone'), shared },
      setup: { homes: ['u/a'] },
      world: 'conflict',
      conflicts: ['parent u of u/a'],
      places: [],
    },
    {
      when: 'that leads out of the world is in doubt',
      in: { a: linkTo('/elsewhere'), shared },
      world: 'impossible',
      places: ['a/projects'],
    },
    {
      when: 'that may not be written is in doubt',
      in: { a: dir({}, { mode: 0o555 }), shared },
      world: 'impossible',
    },
    {
      when: 'that may not be searched is in doubt',
      in: { a: dir({}, { mode: 0o600 }), shared },
      world: 'impossible',
    },
    {
      when: 'that may not be read is in doubt',
      in: { a: dir({}, { mode: 0o300 }), shared },
      world: 'impossible',
    },
    {
      when: 'in a directory that may not be searched is in doubt',
      in: { u: dir({ a: dir() }, { mode: 0o600 }), shared },
      setup: { homes: ['u/a'] },
      world: 'impossible',
      places: ['u/a/projects'],
    },
    {
      when: 'is in doubt where its parent may not be written',
      in: { u: dir({}, { mode: 0o500 }), shared },
      setup: { homes: ['u/a'] },
      world: 'impossible',
      places: ['u/a/projects'],
    },
    {
      when: 'is in doubt where its parent may not be searched',
      in: { u: dir({}, { mode: 0o600 }), shared },
      setup: { homes: ['u/a'] },
      world: 'impossible',
      places: ['u/a/projects'],
    },
    {
      when: 'is in doubt where a parent of its parent may not be searched',
      in: { u: dir({ v: dir() }, { mode: 0o600 }), shared },
      setup: { homes: ['u/v/a'] },
      world: 'impossible',
      places: ['u/v/a/projects'],
    },
    {
      when: 'may be made where its parent may not be read',
      in: { u: dir({}, { mode: 0o300 }), shared },
      setup: { homes: ['u/a'] },
      world: 'clear',
      canBeRight: ['u/a/projects'],
      directories: ['u', 'u/a'],
      places: ['u/a/projects'],
    },
  ])

  test('that is in the way is told with itself, and no name', () => {
    const { conflicts } = expectationOf(
      snapshotOf({ a: file('x'), shared }),
      { homes: ['a'], links: [PROJECTS] },
      null,
    )
    expect(conflicts).toEqual([{ of: 'home', path: 'a', blocks: 'a', home: 'a', name: null }])
  })
})

describe('a target', () => {
  asks([
    {
      when: 'is made where it is absent, with its parents',
      in: { a: dir() },
      setup: { links: [{ name: 'projects', target: 'pool/shared' }] },
      world: 'clear',
      canBeRight: one,
      directories: ['pool', 'pool/shared'],
    },
    {
      when: 'may be a link to a directory',
      in: { a: dir(), shared: linkTo('pool'), pool: dir() },
      world: 'clear',
      canBeRight: one,
    },
    {
      when: 'is in the way as a file, and no link to it is asked for',
      in: { a: dir(), shared: file('x') },
      world: 'conflict',
      conflicts: ['target shared'],
      places: [],
    },
    {
      when: 'is in the way as a link to nowhere',
      in: { a: dir(), shared: linkTo('gone') },
      world: 'conflict',
      conflicts: ['target shared'],
      places: [],
    },
    {
      when: 'is kept from being by a parent that is a file',
      in: { a: dir(), pool: file('x') },
      setup: { links: [{ name: 'projects', target: 'pool/shared' }] },
      world: 'conflict',
      conflicts: ['parent pool of pool/shared'],
      places: [],
    },
    {
      when: 'that is closed is in doubt',
      in: { a: dir(), shared: dir({}, { mode: 0o500 }) },
      world: 'impossible',
    },
  ])

  test('that is in the way is told with the name of its link, and no home', () => {
    const deployment = { homes: ['a'], links: [PROJECTS] }
    const { conflicts } = expectationOf(snapshotOf({ a: dir(), shared: file('x') }), deployment, null)
    expect(conflicts).toEqual([
      { of: 'target', path: 'shared', blocks: 'shared', home: null, name: 'projects' },
    ])
  })
})

describe('a link', () => {
  const homeWith = (entry: Tree[string], more: Tree = {}): Tree => ({
    a: dir({ projects: entry }),
    shared,
    ...more,
  })
  const refused = { world: 'conflict', conflicts: ['link a/projects'] } as const
  const toBoth = { homes: ['a', 'b'] }
  const bothPlaces = ['a/projects', 'b/projects']
  asks([
    { when: 'may be right', in: RIGHT, world: 'clear', canBeRight: one },
    {
      when: 'that waits for its target may be right',
      in: { a: dir({ projects: right }) },
      world: 'clear',
      canBeRight: one,
      directories: ['shared'],
    },
    { when: 'that is a file is in the way', in: homeWith(file('x')), ...refused },
    { when: 'that is a directory is in the way', in: homeWith(dir()), ...refused },
    {
      when: 'that leads elsewhere is in the way',
      in: homeWith(linkTo('../old'), { old: dir() }),
      ...refused,
    },
    { when: 'that leads to itself is in the way', in: homeWith(linkTo('projects')), ...refused },
    { when: 'that leads nowhere is in the way', in: homeWith(linkTo('gone')), ...refused },
    {
      when: 'that leads to a file, as its target does, is in the way by its target alone',
      in: { a: dir({ projects: right }), shared: file('x') },
      world: 'conflict',
      conflicts: ['target shared'],
      places: [],
    },
    {
      when: 'in a directory that may not be searched is hidden',
      in: { a: dir({ projects: file('x') }, { mode: 0o600 }), shared },
      world: 'impossible',
    },
    {
      when: 'in a home that is in the way says nothing more',
      in: { a: linkTo('f'), f: file('x'), shared },
      world: 'conflict',
      conflicts: ['home a'],
      places: [],
    },
    {
      when: 'of another text is in doubt where the project has not said which it means',
      in: RELATIVE,
      world: 'impossible',
    },
    {
      when: 'of another text is right where the project means the directory',
      in: RELATIVE,
      equality: 'resolved',
      world: 'clear',
      canBeRight: one,
    },
    {
      when: 'of another text is in the way where the project means the text',
      in: RELATIVE,
      equality: 'exact',
      ...refused,
    },
    {
      when: 'of another text, to a target that is still to be made, is in doubt',
      in: { a: dir({ projects: linkTo('../shared') }) },
      world: 'impossible',
      directories: ['shared'],
    },
    {
      when: 'of another text, to a target that is still to be made, is right where the project means the directory',
      in: { a: dir({ projects: linkTo('../shared') }) },
      equality: 'resolved',
      world: 'clear',
      canBeRight: one,
      directories: ['shared'],
    },
    {
      when: 'to elsewhere, where nothing stands, is in the way though the target is still to be made',
      in: { a: dir({ projects: linkTo('../other') }) },
      equality: 'resolved',
      ...refused,
      directories: ['shared'],
    },
    {
      when: 'to the link of another home that is still to be made is in doubt',
      in: { a: dir({ projects: linkTo('../b/projects') }), b: dir(), shared },
      equality: 'resolved',
      setup: toBoth,
      world: 'impossible',
      canBeRight: ['b/projects'],
      places: bothPlaces,
    },
    {
      when: 'that is a directory is in the way where the project means the directory too',
      in: homeWith(dir()),
      equality: 'resolved',
      ...refused,
    },
  ])

  test('that is in the way is told with its home and name', () => {
    const { conflicts } = expectationOf(
      snapshotOf(homeWith(dir())),
      { homes: ['a'], links: [PROJECTS] },
      null,
    )
    expect(conflicts).toEqual([
      { of: 'link', path: 'a/projects', blocks: 'a/projects', home: 'a', name: 'projects' },
    ])
  })
})
