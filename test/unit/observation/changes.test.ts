import { mkdirSync, renameSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { world } from '../../../fixtures/world.ts'
import type { Comparison } from '../../../src/damage/fate.ts'
import { changesIn } from '../../../src/observation/changes.ts'
import { PROJECTS } from '../../judging/functions.ts'

const FAR = { far: dir({ 'x.jsonl': file('x\n') }), pool: dir() }
const NESTED = dir({ nested: linkTo('{root}/far') })

/** What becomes of a world in which one entry is carried into `pool`. */
async function carried(tree: Tree, from: string): Promise<Comparison> {
  const deployment = { homes: ['a', 'b'], links: [PROJECTS, { name: 'todo', target: 'todo' }] }
  await using w = await world({ ...FAR, ...tree })
  const before = w.snapshot()
  mkdirSync(w.path('pool/kept'))
  renameSync(w.path(from), w.path('pool/kept/nested'))
  return changesIn(before, w.snapshot(), deployment)
}

test.each<[string, Tree, string]>([
  ['a home', { a: dir({ projects: NESTED }) }, 'a/projects/nested'],
  ['another home, of another name', { b: dir({ todo: NESTED }) }, 'b/todo/nested'],
  [
    'a home that is a link',
    { a: linkTo('{root}/real'), real: dir({ projects: NESTED }) },
    'real/projects/nested',
  ],
])('what is carried out of a directory where a link of %s belongs is moved', async (_, tree, from) => {
  const { fates, orphans } = await carried(tree, from)
  expect([fates.get(from), orphans.size]).toEqual(['moved', 0])
})

test.each<[string, Tree, string]>([
  ['where no link belongs', { a: dir({ other: NESTED }) }, 'a/other/nested'],
  ['that a link only leads to', { a: dir({ projects: linkTo('{root}/old') }), old: NESTED }, 'old/nested'],
])('and what is carried out of a directory %s is orphaned', async (_, tree, from) => {
  expect((await carried(tree, from)).orphans.get(from)).toBe('far/x.jsonl')
})
