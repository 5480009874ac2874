import { describe, expect, it } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/index.ts'
import { world } from '../../../fixtures/world.ts'
import { planned, ran } from './run.ts'

const refused = 'refused to correct it, since that could lose data'

interface Case {
  readonly state: string
  readonly tree: Tree
  readonly homes: readonly string[]
  readonly target: string
  readonly messages: readonly string[]
  readonly made: readonly string[]
}

const CASES: readonly Case[] = [
  {
    state: 'a home is named with a slash at its end and is a dangling symlink',
    tree: { h: linkTo('gone'), t: dir() },
    homes: ['h/'],
    target: 't',
    messages: [
      `{root}/h (home) is a symlink to "gone", which does not exist; expected a directory; ${refused}`,
    ],
    made: [],
  },
  {
    state: 'a home is named with a slash at its end and is a file',
    tree: { h: file('x'), t: dir() },
    homes: ['h/'],
    target: 't',
    messages: [`{root}/h (home) is a file; expected a directory; ${refused}`],
    made: [],
  },
  {
    state: 'doubled slashes and single dots are in every path',
    tree: {},
    homes: ['p//h/./'],
    target: './q//t/.',
    messages: [],
    made: [
      ...['parent {root}/q', 'target {root}/q/t', 'parent {root}/p', 'home {root}/p/h'],
      'link {root}/p/h/projects',
    ],
  },
  {
    state: 'a target is named with a slash at its end, which its links then have',
    tree: { h: dir(), k: dir({ projects: linkTo('{root}/t') }) },
    homes: ['h', 'k'],
    target: 't/',
    messages: [
      `{root}/k/projects (link) is a symlink to "{root}/t", which is a directory; expected a symlink to "{root}/t/"; ${refused}`,
    ],
    made: ['target {root}/t', 'link {root}/h/projects'],
  },
  {
    state: 'two dots go back from a directory that is not there: the kernel asks for it',
    tree: {},
    homes: ['x/../h'],
    target: 't',
    messages: [],
    made: ['target {root}/t', 'parent {root}/x', 'home {root}/x/../h', 'link {root}/x/../h/projects'],
  },
  {
    state: 'two dots go back through a symlink, as the kernel goes and the text does not',
    tree: { l: linkTo('deep/er'), deep: dir({ er: dir() }) },
    homes: ['l/../h'],
    target: 't',
    messages: [],
    made: ['target {root}/t', 'home {root}/l/../h', 'link {root}/l/../h/projects'],
  },
  {
    state: 'two dots go back from a file',
    tree: { f: file('x') },
    homes: ['f/../h'],
    target: 't',
    messages: [`{root}/f (parent of home "{root}/f/../h") is a file; expected a directory; ${refused}`],
    made: ['target {root}/t'],
  },
  {
    state: 'a parent of a home is a file',
    tree: { p: file('x') },
    homes: ['p/deep/h'],
    target: 't',
    messages: [`{root}/p (parent of home "{root}/p/deep/h") is a file; expected a directory; ${refused}`],
    made: ['target {root}/t'],
  },
  {
    state: 'a parent of a home is a dangling symlink',
    tree: { p: linkTo('gone') },
    homes: ['p/h'],
    target: 't',
    messages: [
      `{root}/p (parent of home "{root}/p/h") is a symlink to "gone", which does not exist; expected a directory; ${refused}`,
    ],
    made: ['target {root}/t'],
  },
  {
    state: 'a parent of the target is a loop',
    tree: { p: linkTo('p') },
    homes: ['h'],
    target: 'p/t',
    messages: [
      `{root}/p (parent of target "{root}/p/t") is a symlink to "p", which is a loop; expected a directory; ${refused}`,
    ],
    made: ['home {root}/h'],
  },
  {
    state: 'a parent is a symlink to a directory',
    tree: { p: linkTo('real'), real: dir() },
    homes: ['p/h'],
    target: 'p/t',
    messages: [],
    made: ['target {root}/p/t', 'home {root}/p/h', 'link {root}/p/h/projects'],
  },
  {
    state: 'a home is a symlink to a target that is yet to be made',
    tree: { h: linkTo('t') },
    homes: ['h'],
    target: 't',
    messages: [],
    made: ['target {root}/t', 'link {root}/h/projects'],
  },
  {
    state: 'a home is a symlink to one that is made after it',
    tree: { a: linkTo('b') },
    homes: ['a', 'b'],
    target: 't',
    messages: [],
    made: ['target {root}/t', 'home {root}/b', 'link {root}/b/projects'],
  },
  {
    state: 'a home is a symlink to the link of another, which is made after it',
    tree: { a: linkTo('b/projects') },
    homes: ['a', 'b'],
    target: 't',
    messages: [],
    made: ['target {root}/t', 'home {root}/b', 'link {root}/b/projects', 'link {root}/a/projects'],
  },
  {
    state: 'a home is, by another name, where a link belongs that cannot be made',
    tree: { l: linkTo('a'), t: file('x') },
    homes: ['a', 'l/projects'],
    target: 't',
    messages: [
      `{root}/t (target of "projects") is a file; expected a directory; ${refused}`,
      `{root}/a/projects (link) is a directory; expected a symlink to "{root}/t"; ${refused}`,
    ],
    made: ['home {root}/a', 'home {root}/l/projects'],
  },
  {
    state: 'the target lies in a home, which is thus made for it',
    tree: {},
    homes: ['h'],
    target: 'h/shared/t',
    messages: [],
    made: [
      ...['home {root}/h', 'parent {root}/h/shared', 'target {root}/h/shared/t'],
      'link {root}/h/projects',
    ],
  },
  {
    state: 'a home lies in another that comes after it',
    tree: {},
    homes: ['h/inner', 'h/'],
    target: 't',
    messages: [],
    made: [
      ...['target {root}/t', 'home {root}/h', 'home {root}/h/inner', 'link {root}/h/inner/projects'],
      'link {root}/h/projects',
    ],
  },
  {
    state: "a target's parent is a symlink to a home that is yet to be made",
    tree: { s: linkTo('h') },
    homes: ['h'],
    target: 's/deep/t',
    messages: [],
    made: ['home {root}/h', 'parent {root}/s/deep', 'target {root}/s/deep/t', 'link {root}/h/projects'],
  },
  {
    state: 'the target is, by another name, the path of the link',
    tree: { s: linkTo('h') },
    homes: ['h'],
    target: 's/projects',
    messages: [
      `{root}/h/projects (link) is a directory; expected a symlink to "{root}/s/projects"; ${refused}`,
    ],
    made: ['home {root}/h', 'target {root}/s/projects'],
  },
  {
    state: 'a name is too long for the disk, in a directory that is yet to be made',
    tree: {},
    homes: [`p/${'é'.repeat(128)}`],
    target: 't',
    messages: [
      `{root}/p/${'é'.repeat(128)} (home) could not be read: ENAMETOOLONG (the name is too long); expected a directory`,
    ],
    made: ['target {root}/t', 'parent {root}/p'],
  },
  {
    state: 'a whole path is too long for the kernel',
    tree: {},
    homes: ['h'],
    target: 'x/'.repeat(2048),
    messages: [
      `{root}/${'x/'.repeat(2048).slice(0, -1)} (target of "projects") could not be read: ENAMETOOLONG (the name is too long); expected a directory`,
    ],
    made: ['home {root}/h'],
  },
]

describe.each(CASES)('when $state', ({ tree, homes, target, messages, made }) => {
  const deployment = { homes, links: [{ name: 'projects', target }] }

  it('plans and does the same', async () => {
    await using w = await world(tree, deployment)
    expect(planned(w)).toEqual({ made, messages })
    expect(ran(w)).toEqual({ made, messages })
  })

  it('reports the same in a second run, and makes nothing more', async () => {
    await using w = await world(tree, deployment)
    ran(w)
    expect(planned(w)).toEqual({ made: [], messages })
    expect(ran(w)).toEqual({ made: [], messages })
  })
})
