import { mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dir, linkTo, type Tree } from '../../fixtures/index.ts'
import { type World, world } from '../../fixtures/world.ts'
import * as api from '../../src/reconciler/api.ts'
import type { Outcome } from '../../src/reconciler/finding.ts'
import { perform, run, type Stage } from '../../src/reconciler/perform.ts'
import { reconcile } from '../../src/reconciler/reconcile.ts'
import { loadMutant, type Reconciler } from './load-mutant.ts'
import { MUTANTS } from './mutants.ts'
import { inWorld } from './run.ts'
import { failing, intruded } from './script.ts'
import { ROW_DEPLOYMENT, ROWS } from './table.ts'

const REFERENCE: Reconciler = { validateAll: api.validateAll, reconcile, perform }

interface State {
  readonly tree: Tree
  /** Where it is not enough that something stands there: who else acts, or what fails. */
  readonly stage?: (w: World) => Stage
  readonly homes?: readonly string[]
}

const env = linkTo('{root}/e')
const right: Tree = {
  e: dir(),
  t: dir(),
  h: dir({ env }),
  other: dir({ env, projects: linkTo('{root}/t') }),
}

const STATES: readonly State[] = [
  ...ROWS,
  { tree: { p: linkTo('gone') }, homes: ['p/h'] },
  { tree: { p: { type: 'file', content: '' } }, homes: ['p/h'] },
  { tree: { h: linkTo('other') } },
  {
    tree: right,
    stage: w =>
      intruded(`symlink ${w.path('h/projects')} -> ${w.path('t')}`, () =>
        symlinkSync(w.path('t'), w.path('h/projects')),
      ),
  },
  {
    tree: right,
    stage: w =>
      intruded(`symlink ${w.path('h/projects')} -> ${w.path('t')}`, () => mkdirSync(w.path('h/projects'))),
  },
  { tree: right, stage: w => failing({ [`readlink ${w.path('h/projects')}`]: 'EACCES' }) },
  { tree: right, stage: w => failing({ [`symlink ${w.path('h/projects')} -> ${w.path('t')}`]: 'ENOSPC' }) },
  { tree: {}, stage: w => failing({ [`mkdir ${w.path('t')}`]: 'ENOSPC' }) },
]

const references = STATES.map(state => did(REFERENCE, state))

describe.each(MUTANTS)('a reconciler that $name ($row)', mutant => {
  it('does something else than the reference in some state', async () => {
    const mutated = await loadMutant(mutant)
    let differs = false
    for (const [i, state] of STATES.entries()) {
      if ((await did(mutated, state)) === (await references[i])) continue
      differs = true
      break
    }
    expect(differs).toBe(true)
  })
})

describe('the mutants', () => {
  it('have names of their own', () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length)
  })

  it('break every row of the table, and every rule below it', () => {
    expect([...new Set(MUTANTS.map(({ row }) => row))]).toEqual([
      ...['home absent', 'home a symlink to a directory', 'home anything else'],
      ...['target absent', 'target anything else', 'parent of either'],
      ...['link absent', 'link of another text', 'link path blocked'],
      ...['cannot be read or made', 'goes on after a conflict', 'then it throws', 'two at once'],
    ])
  })
})

/** What a reconciler made, found and left, in a state built anew. */
async function did(reconciler: Reconciler, { tree, stage, homes }: State): Promise<string> {
  await using w = await world(tree, { ...ROW_DEPLOYMENT, ...(homes === undefined ? {} : { homes }) })
  const { made, findings } = outcomeOf(reconciler, w, stage?.(w))
  const left = [...w.snapshot().entries].map(([path, { type, mode, text }]) => [path, type, mode, text])
  return inWorld(w, JSON.stringify({ made, findings, left }))
}

function outcomeOf(reconciler: Reconciler, w: World, stage: Stage | undefined): Outcome {
  if (stage !== undefined) return run(reconciler.reconcile(w, 'exact'), stage)
  try {
    return { made: reconciler.validateAll(w.homes, w.required).made, findings: [] }
  } catch (error) {
    // The class is the mutant's own, and so not the one that can be imported here.
    if (!(error instanceof AggregateError) || !('made' in error) || !('findings' in error)) throw error
    return JSON.parse(JSON.stringify({ made: error.made, findings: error.findings }))
  }
}
