import { describe, expect, test } from 'vitest'
import type { FlatEntry } from '../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { dir, file, hardLinkTo, linkTo } from '../../../../fixtures/tree.ts'
import { minimise } from '../../../../src/gate/shrink/minimise.ts'
import { ONE } from '../../../judging/gate.ts'

describe('of a file that repeats one line there is left', () => {
  const LINES = { 'with.jsonl': `${'go on\n'.repeat(99)}end`, 'without.jsonl': 'go on\n'.repeat(99) }
  const lines = new Map(Object.entries(LINES).map(([name, text]) => [name, file(text)]))
  const spec: WorldSpec = { deployment: ONE, tree: lines, rootName: PLAIN_ROOT }
  const longer = (than: number) => (text: unknown) => typeof text === 'string' && text.length > than
  const contentsOf = ({ tree }: WorldSpec) =>
    [...tree.values()].map(entry => (entry.type === 'file' ? entry.content : ''))

  test.each([
    ['what follows it, or one of it', 0, ['end', 'go on\n']],
    ['all of it, where that is what it takes', 9, Object.values(LINES)],
  ])('%s', async (_, than, left) => {
    const isBroken = async (one: WorldSpec) => one.tree.size === 2 && contentsOf(one).every(longer(than))
    expect(contentsOf(await minimise(spec, isBroken, false))).toEqual(left)
  })
})

/** The tree that is left of another where what breaks the law can be told by its paths. */
async function left(tree: Record<string, FlatEntry>, isBroken: (paths: string[]) => boolean) {
  const spec: WorldSpec = { deployment: ONE, tree: new Map(Object.entries(tree)), rootName: PLAIN_ROOT }
  const smallest = await minimise(spec, async one => isBroken([...one.tree.keys()]), false)
  return Object.fromEntries(smallest.tree)
}

const only = file('the only copy\n')

describe('what lies in directories of one name is shown one level higher', () => {
  const nested = (above: string, entry: FlatEntry = only) => ({
    [above]: dir(),
    [`${above}/day`]: dir(),
    [`${above}/day/one.jsonl`]: entry,
  })

  const hasBoth = (paths: string[]) =>
    ['a/', 'b/'].every(above => paths.some(path => path.startsWith(above) && path.endsWith('/one.jsonl')))

  test('wherever there are such directories', async () => {
    expect(await left({ ...nested('a'), ...nested('b') }, hasBoth)).toEqual({
      ...{ a: dir(), 'a/one.jsonl': only, b: dir(), 'b/one.jsonl': only },
    })
  })

  test('with the file that a hard link is a second name of', async () => {
    const tree = { ...nested('a'), ...nested('b', hardLinkTo('a/day/one.jsonl')) }
    expect(await left(tree, hasBoth)).toEqual({
      ...{ a: dir(), 'a/one.jsonl': only, b: dir(), 'b/one.jsonl': hardLinkTo('a/one.jsonl') },
    })
  })

  test('but not where something of that name is there, nor where that breaks nothing', async () => {
    const taken = { ...nested('a'), 'a/one.jsonl': only }
    expect(await left(taken, paths => paths.length > 3)).toEqual(taken)
    expect(await left(nested('a'), paths => paths.includes('a/day/one.jsonl'))).toEqual(nested('a'))
  })

  test('but not where the name is asked for', async () => {
    const { homes, links } = ONE
    for (const name of [...homes, ...links.map(link => link.name), ...links.map(link => link.target)]) {
      const tree = { x: dir(), [`x/${name}`]: dir(), [`x/${name}/one.jsonl`]: only }
      const hasOne = (paths: string[]) => paths.some(path => path.endsWith('/one.jsonl'))
      expect(await left(tree, hasOne)).toEqual(tree)
    }
  })
})

describe('a directory is shown in the place of a link to it', () => {
  const real = {
    'a-real': dir(),
    'a-real/one.jsonl': only,
    'a-real/two.jsonl': hardLinkTo('a-real/one.jsonl'),
  }
  const hasTwo = (paths: string[]) => paths.some(path => path.endsWith('/two.jsonl'))

  test('with all that it holds', async () => {
    expect(
      await left({ a: linkTo('{root}/a-real'), ...real }, paths => hasTwo(paths) && paths.includes('a')),
    ).toEqual({
      ...{ a: dir(), 'a/one.jsonl': only, 'a/two.jsonl': hardLinkTo('a/one.jsonl') },
    })
  })

  test.each([
    ['where that breaks nothing', { a: linkTo('{root}/a-real'), ...real }, 'a-real'],
    ['where a link is asked for', { a: dir(), 'a/projects': linkTo('{root}/a-real'), ...real }, 'a/projects'],
    ['where the link lies in it', { ...real, 'a-real/a': linkTo('{root}/a-real') }, 'a-real/a'],
  ])('but not %s', async (_, tree, kept) => {
    expect(
      await left(tree, paths => hasTwo(paths) && paths.includes(kept) && paths.length >= 4),
    ).toMatchObject(tree)
  })
})
