import { describe, expect, it } from 'vitest'
import { dir, file, linkTo, type Tree, type TreeEntry } from '../../../fixtures/index.ts'
import { world } from '../../../fixtures/world.ts'
import { planned, ran } from './run.ts'

const ONE = { homes: ['h'], links: [{ name: 'projects', target: 't' }] }
const linkIs = (text: string, tree: Tree = { t: dir() }): Tree => ({
  h: dir({ projects: linkTo(text) }),
  ...tree,
})
const diverges = (actual: string) => [
  `{root}/h/projects (link) is ${actual}; expected a symlink to "{root}/t"; refused to correct it, since that could lose data`,
]

it('a link of kind `file` may lead to the same file by another text, if asked', async () => {
  const links = [{ name: 'settings.json', target: 's.json', kind: 'file' as const }]
  await using w = await world(
    { h: dir({ 'settings.json': linkTo('../s.json') }), 's.json': file('{}'), copy: file('{}') },
    { homes: ['h'], links },
  )
  expect(ran(w, { equality: 'resolved' }).messages).toEqual([])
  expect(ran(w, { equality: 'exact' }).messages).toHaveLength(1)
})

const CASES: readonly {
  readonly text: string
  readonly tree?: Readonly<Record<string, TreeEntry>>
  readonly exact: readonly string[]
  readonly resolved: readonly string[]
}[] = [
  { text: '{root}/t', exact: [], resolved: [] },
  { text: '../t', exact: diverges('a symlink to "../t", which is a directory'), resolved: [] },
  { text: '{root}//t/.', exact: diverges('a symlink to "{root}//t/.", which is a directory'), resolved: [] },
  {
    text: '{root}/l',
    tree: { t: dir(), l: linkTo('t') },
    exact: diverges('a symlink to "{root}/l", which is a directory'),
    resolved: [],
  },
  {
    text: '{root}/real',
    tree: { t: linkTo('real'), real: dir() },
    exact: diverges('a symlink to "{root}/real", which is a directory'),
    resolved: [],
  },
  {
    text: '{root}/old',
    tree: { t: dir(), old: dir() },
    exact: diverges('a symlink to "{root}/old", which is a directory'),
    resolved: diverges('a symlink to "{root}/old", which is a directory'),
  },
  {
    text: 'gone',
    exact: diverges('a symlink to "gone", which does not exist'),
    resolved: diverges('a symlink to "gone", which does not exist'),
  },
  {
    text: '{root}/f',
    tree: { t: dir(), f: file('x') },
    exact: diverges('a symlink to "{root}/f", which is a file'),
    resolved: diverges('a symlink to "{root}/f", which is a file'),
  },
]

describe.each(CASES)('a link with the text "$text"', ({ text, tree, exact, resolved }) => {
  it.each([
    ['exact', exact],
    ['resolved', resolved],
  ] as const)('is compared by the policy %s', async (equality, messages) => {
    await using w = await world(linkIs(text, tree), ONE)
    expect(planned(w, { equality })).toEqual({ made: [], messages })
    expect(ran(w, { equality })).toEqual({ made: [], messages })
  })
})

describe('a link that leads to a target that is still to be made', () => {
  it('is right once it is made, if the policy is resolved', async () => {
    await using w = await world(linkIs('../t', {}), ONE)
    const came = { made: ['target {root}/t'], messages: [] }
    expect(planned(w, { equality: 'resolved' })).toEqual(came)
    expect(ran(w, { equality: 'resolved' })).toEqual(came)
  })
})

describe('two links that lead to one file instead of a directory', () => {
  it('are not right under either policy', async () => {
    await using w = await world(linkIs('../t', { t: file('x') }), ONE)
    expect(ran(w, { equality: 'resolved' }).messages).toEqual([
      '{root}/t (target of "projects") is a file; expected a directory; refused to correct it, since that could lose data',
      ...diverges('a symlink to "../t", which is a file'),
    ])
  })
})
