import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type FlatEntry, isWithin, nameOf, parentOf } from '../../fixtures/disk/flat-tree.ts'
import { worlds } from '../../fixtures/states/random-worlds.ts'
import { smallStates } from '../../fixtures/states/small-states.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'

const SMALL = smallStates()
const RANDOM = fc.sample(worlds(), { seed: 1, numRuns: 1000 })

/** What stands where a link belongs, and its path; with all that it holds. */
interface AtLink {
  readonly path: string
  readonly entry: FlatEntry | undefined
  readonly spec: WorldSpec
}

function atLink(is: (at: AtLink) => boolean): (spec: WorldSpec) => boolean {
  return spec =>
    spec.deployment.homes.some(home =>
      spec.deployment.links.some(({ name }) => {
        const path = `${home}/${name}`
        return is({ path, entry: spec.tree.get(path), spec })
      }),
    )
}

/** Where a link of the world leads, if it stands for a path from the root. */
function leadsTo({ entry, spec }: AtLink): FlatEntry | undefined {
  if (entry?.type !== 'link' || !entry.text.startsWith('{root}/')) return undefined
  return spec.tree.get(entry.text.slice('{root}/'.length))
}

function holding(is: (entry: FlatEntry, path: string) => boolean): (at: AtLink) => boolean {
  return ({ path, entry, spec }) =>
    entry?.type === 'dir' &&
    [...spec.tree].some(([below, inner]) => below !== path && isWithin(below, path) && is(inner, below))
}

const isHome = (is: (entry: FlatEntry) => boolean) => (spec: WorldSpec) =>
  spec.deployment.homes.some(home => {
    const entry = spec.tree.get(home)
    return entry !== undefined && is(entry)
  })
const isTarget = (is: (entry: FlatEntry, spec: WorldSpec) => boolean) => (spec: WorldSpec) =>
  spec.deployment.links.some(({ target }) => {
    const entry = spec.tree.get(target)
    return entry !== undefined && is(entry, spec)
  })
const dangles = (entry: FlatEntry) => entry.type === 'link' && entry.text.endsWith('-gone')
const isFile = (mode: number | undefined, isEmpty: boolean) =>
  atLink(
    ({ entry }) => entry?.type === 'file' && entry.mode === mode && (entry.content.length === 0) === isEmpty,
  )
const named = (is: (name: string) => boolean) => (spec: WorldSpec) =>
  [...spec.tree.keys()].some(path => is(nameOf(path)))

describe('every state that is asked of the worlds is in one of them:', () => {
  test.each<[string, readonly WorldSpec[], (spec: WorldSpec) => boolean]>([
    ['a link is absent', SMALL, atLink(({ entry }) => entry === undefined)],
    ['a link is right', SMALL, atLink(at => at.entry?.type === 'link' && at.entry.text === '{root}/shared')],
    [
      'a link is right, but relative',
      SMALL,
      atLink(({ entry }) => entry?.type === 'link' && entry.text === '../shared'),
    ],
    [
      'a link leads to live data elsewhere',
      SMALL,
      atLink(at => leadsTo(at)?.type === 'dir' && at.spec.tree.has('old/only.jsonl')),
    ],
    [
      'a link leads to an empty directory elsewhere',
      SMALL,
      atLink(
        at => leadsTo(at)?.type === 'dir' && ![...at.spec.tree.keys()].some(path => path.startsWith('old/')),
      ),
    ],
    ['a link leads to a file', SMALL, atLink(at => leadsTo(at)?.type === 'file')],
    ['a link dangles', SMALL, atLink(({ entry }) => entry !== undefined && dangles(entry))],
    ['a link leads to a link', SMALL, atLink(at => leadsTo(at)?.type === 'link')],
    [
      'a link leads to itself',
      SMALL,
      atLink(({ path, entry }) => entry?.type === 'link' && entry.text === `{root}/${path}`),
    ],
    [
      'two links make a loop',
      SMALL,
      atLink(at => {
        const next = leadsTo(at)
        return next?.type === 'link' && next.text === `{root}/${at.path}` && next !== at.entry
      }),
    ],
    [
      "a link leads to another home's entry",
      SMALL,
      atLink(
        ({ path, entry }) =>
          path === 'a/projects' && entry?.type === 'link' && entry.text === '{root}/b/projects',
      ),
    ],
    ['a file with data stands there', SMALL, isFile(undefined, false)],
    ['an empty file stands there', SMALL, isFile(undefined, true)],
    ['a read-only file stands there', SMALL, isFile(0o444, false)],
    [
      'an empty directory stands there',
      SMALL,
      atLink(at => at.entry?.type === 'dir' && !holding(() => true)(at)),
    ],
    ['a directory with data stands there', SMALL, atLink(holding(entry => entry.type === 'file'))],
    [
      '... with the name of a file of the target, and other bytes',
      SMALL,
      ({ tree }) => {
        const [one, other] = [tree.get('a/projects/shared.jsonl'), tree.get('shared/shared.jsonl')]
        return one?.type === 'file' && other?.type === 'file' && one.content !== other.content
      },
    ],
    [
      '... with the name of a file of the target, and the same bytes',
      SMALL,
      ({ tree }) => {
        const [one, other] = [tree.get('a/projects/shared.jsonl'), tree.get('shared/shared.jsonl')]
        return one?.type === 'file' && other?.type === 'file' && one.content === other.content
      },
    ],
    ['... with a nested link', SMALL, atLink(holding(entry => entry.type === 'link' && !dangles(entry)))],
    ['... with a dangling one', SMALL, atLink(holding(dangles))],
    ['... with a hard link', SMALL, atLink(holding(entry => entry.type === 'hard-link'))],
    ['... with a FIFO', SMALL, atLink(holding(entry => entry.type === 'fifo'))],
    [
      '... with a read-only directory',
      SMALL,
      atLink(holding(entry => entry.type === 'dir' && entry.mode === 0o555)),
    ],
    ['a FIFO stands there', SMALL, atLink(({ entry }) => entry?.type === 'fifo')],
    ['a socket stands there', SMALL, atLink(({ entry }) => entry?.type === 'socket')],
    ['a home is a link', SMALL, isHome(entry => entry.type === 'link' && !dangles(entry))],
    ['a home is a file', SMALL, isHome(entry => entry.type === 'file')],
    ['a home dangles', SMALL, isHome(dangles)],
    ['a target is a file', SMALL, isTarget(entry => entry.type === 'file')],
    [
      'a target is a link to a directory',
      SMALL,
      isTarget((entry, { tree }) => entry.type === 'link' && tree.has('shared-real')),
    ],
    ['a target dangles', SMALL, isTarget(dangles)],
    ['a target cannot be read', SMALL, isTarget(entry => entry.type === 'dir' && entry.mode === 0)],
    [
      'the shared root is a link',
      RANDOM,
      ({ deployment, tree }) =>
        deployment.links.some(({ target }) => tree.get(parentOf(target))?.type === 'link'),
    ],
    [
      'the parent of a home is a link',
      RANDOM,
      ({ deployment, tree }) => deployment.homes.some(home => tree.get(parentOf(home))?.type === 'link'),
    ],
    [
      'a home holds what is not asked for',
      RANDOM,
      ({ deployment, tree }) =>
        deployment.homes.some(home => tree.get(`${home}/settings.json`)?.type === 'file'),
    ],
    [
      'a target holds what is not asked for',
      RANDOM,
      ({ deployment, tree }) =>
        deployment.links.some(({ target }) => tree.get(`${target}/settings.json`)?.type === 'file'),
    ],
    ['a bystander is an empty directory', RANDOM, ({ tree }) => tree.get('settings.json')?.type === 'dir'],
    [
      'a bystander is a dangling link',
      RANDOM,
      ({ tree }) => {
        const entry = tree.get('settings.json')
        return entry?.type === 'link' && entry.text === '{root}/nowhere'
      },
    ],
    [
      'a bystander has an odd mode',
      RANDOM,
      ({ tree }) => [...tree.values()].some(entry => 'mode' in entry && entry.mode === 0o4755),
    ],
    [
      'the name of a home is the beginning of another',
      RANDOM,
      ({ deployment: { homes } }) => homes.includes('a') && homes.includes('ab'),
    ],
    [
      'the name of a link is the beginning of another',
      RANDOM,
      ({ deployment: { links } }) =>
        ['proj', 'projects'].every(name => links.some(link => link.name === name)),
    ],
    [
      'the name of a target is the beginning of another',
      RANDOM,
      ({ deployment: { links } }) =>
        ['shared', 'shared-2'].every(target => links.some(link => link.target === target)),
    ],
    ...['.bak', '~', '.old', '.orig', '.backup', '.bak.20260101'].map(
      (suffix): [string, readonly WorldSpec[], (spec: WorldSpec) => boolean] => [
        `somebody has data at a name with ${suffix}`,
        RANDOM,
        ({ deployment, tree }) =>
          deployment.homes.some(home =>
            deployment.links.some(({ name }) => tree.has(`${home}/${name}${suffix}`)),
          ),
      ],
    ),
    ...(
      [
        ['a space', ' '],
        ['a single quote', "'"],
        ['a double quote', '"'],
        ['a dollar sign', '$'],
        ['what is not ASCII', 'ü'],
      ] as const
    ).map(([what, part]): [string, readonly WorldSpec[], (spec: WorldSpec) => boolean] => [
      `the path of the root holds ${what}`,
      RANDOM,
      ({ rootName }) => rootName.includes(part),
    ]),
    ['a name holds a newline', RANDOM, named(name => name.includes('\n'))],
    ['a name begins with a dash', RANDOM, named(name => name.startsWith('-'))],
    ['a name has 255 bytes', RANDOM, named(name => name.length === 255)],
    ['a name is not UTF-8', RANDOM, named(name => name.includes('\udcff'))],
    ['a name would colour a terminal', RANDOM, named(name => name.includes('\u001b'))],
  ])('%s', (_, specs, is) => {
    expect(specs.some(is)).toBe(true)
  })
})
