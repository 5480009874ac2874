import { beforeAll, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT, type Deployment } from '../../../fixtures/deployment.ts'
import { firstLinkStates } from '../../../fixtures/states/small-states.ts'
import { type Atlas, type AtlasOptions, atlasOf } from '../../../src/atlas/atlas.ts'
import builtIn from '../../../src/subjects/built-in.ts'
import { fn } from '../../../src/subjects/fn.ts'
import { ONE } from '../../judging/gate.ts'

const OPTIONS: Omit<AtlasOptions, 'deployment'> = {
  ...{ equality: 'exact', allow: new Map(), given: null, homesExist: false, onProgress: () => {} },
}

const lines: string[] = []
let ofOne: Atlas

beforeAll(async () => {
  const onProgress: AtlasOptions['onProgress'] = (line, steps) => lines.push(`${line} ${steps?.done ?? ''}`)
  ofOne = await atlasOf(builtIn('exact'), { ...OPTIONS, deployment: ONE, onProgress })
})

function selfIn(deployment: Deployment): Promise<Atlas> {
  return atlasOf(builtIn('exact'), { ...OPTIONS, deployment })
}

function countsIn({ cells }: Atlas): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { outcome } of cells) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

test('has one cell for each combination of the public states that can exist', () => {
  const states = firstLinkStates(ONE).map(({ states }) => states)
  const ids = states.map(({ home, target, link }) => `${home} ${target} ${link}`)
  expect(new Set(ids).size).toBe(ids.length)
  const targets = ['absent', 'directory', 'directory-with-data', 'link', 'file', 'dangling']
  const links = ['absent', 'right', 'relative', 'divergent', 'dangling', 'self', 'file', 'empty-directory']
  const expected = targets.flatMap(target => [
    ...['absent', 'file', 'dangling'].map(home => `${home} ${target} absent`),
    ...['directory', 'link'].flatMap(home =>
      [...links, 'directory-with-data', 'fifo'].map(link => `${home} ${target} ${link}`),
    ),
  ])
  expect(ids).toEqual(expect.arrayContaining(expected))
})

test('no two cells are one and the same tree', () => {
  const trees = firstLinkStates(ONE).map(({ tree }) => JSON.stringify([...tree].sort()))
  expect(new Set(trees).size).toBe(trees.length)
})

test('the built-in reconciler loses nothing, lies nowhere, and refuses every conflict', () => {
  expect(ofOne.place).toEqual({ home: 'a', link: { name: 'projects', target: 'shared' } })
  // Absent links, and links whose text is right, with each target that is a directory or can become one.
  expect(countsIn(ofOne)).toEqual({ linked: 17, 'already-right': 8, refused: ofOne.cells.length - 25 })
})

test('of a larger deployment, the first home and the first link are perturbed', async () => {
  const larger = await selfIn(DEFAULT_DEPLOYMENT)
  expect([larger.place.home, larger.place.link.name]).toEqual(['.claude-compte1', 'session-env'])
  expect(countsIn(larger)).toEqual(countsIn(ofOne))
})

test('a link to a file has the states of files', async () => {
  const links = [{ name: 'settings.json', target: 'shared.json', kind: 'file' as const }]
  const { cells } = await selfIn({ homes: ['a'], links })
  expect(cells).toContainEqual({
    ...{ home: 'directory', target: 'file', link: 'file-json', outcome: 'refused', exit: null },
  })
})

test('a home that is the root is a directory in every state', () => {
  const states = firstLinkStates({ ...ONE, homes: ['.'] }).map(({ states }) => states.home)
  expect([...new Set(states)]).toEqual(['directory'])
})

test('where the homes exist, no state is without them', async () => {
  const { cells } = await atlasOf(builtIn('exact'), { ...OPTIONS, deployment: ONE, homesExist: true })
  expect([...new Set(cells.map(({ home }) => home))]).toEqual(['directory', 'link', 'read-only'])
})

test('says how far it is', () => {
  const all = ofOne.cells.length
  expect(lines).toEqual(['preflight ', ...ofOne.cells.map((_, i) => `${i + 1} of ${all} states ${i + 1}`)])
})

test('a subject that fails in an empty world is refused', async () => {
  const failing = fn('failing', () => {
    throw new Error('no such host')
  })
  await expect(atlasOf(failing, { ...OPTIONS, deployment: ONE })).rejects.toThrow('no such host')
})
