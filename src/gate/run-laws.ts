import type { WorldSpec } from '../../fixtures/world-spec.ts'
import type { Lab } from '../experiments/lab.ts'
import { LAWS, type LawId } from '../laws/index.ts'
import { Judge } from './judge.ts'
import { resultOf } from './law-result.ts'
import { pool } from './pool.ts'
import type { Reached } from './reach.ts'
import type { Trial } from './trial.ts'
import { troubled, troubledAgain } from './under-trouble.ts'
import { amongStrangers, laterWaves, undisturbed } from './undisturbed.ts'
import type { LawResult } from './verdict.ts'

export interface Results {
  readonly laws: readonly LawResult[]
  /** Distinct worlds tried. */
  readonly worlds: number
  readonly reached: Reached
}

/**
 * Tries every world once, judges all laws in it, tries some again under every trouble, and makes the worlds that break
 * a law as small as can be.
 */
export async function runLaws(lab: Lab, specs: readonly WorldSpec[], trial: Trial): Promise<Results> {
  const laws = LAWS.filter(({ id }) => trial.laws.length === 0 || trial.laws.includes(id))
  const judge = new Judge(laws, trial.onProgress)
  const first = await undisturbed(lab, specs, judge)
  const later = await laterWaves(lab, first, judge)
  const strange = await amongStrangers(lab, first, judge, specs.length + later)
  if (lab.subject.stops.by !== 'none') {
    const candidates = first.filter(({ spec }) => spec.kind !== 'random')
    await troubledAgain(lab, specs, trial.remembered ?? [], judge)
    await troubled(lab, candidates, trial.seed ?? 1, judge)
  }
  const results = new Map<LawId, LawResult>()
  await pool(laws, lab.subject.parallel, async law => {
    results.set(law.id, await resultOf(law, judge.tallyOf(law), lab, trial))
  })
  return {
    laws: laws.flatMap(({ id }) => results.get(id) ?? []),
    worlds: specs.length + later + strange,
    reached: judge.reach.reached,
  }
}
