import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { LAWS, type LawId } from '../../laws/index.ts'
import { resultOf } from '../law-result.ts'
import type { LawResult } from '../report-data.ts'
import type { Reached } from './coverage.ts'
import { Judge } from './judge.ts'
import { pool } from './pool.ts'
import type { Trial } from './trial.ts'
import { troubled, troubledAgain } from './under-trouble.ts'
import { amongStrangers, laterWaves, undisturbed } from './undisturbed.ts'

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
export async function runLaws(harness: Harness, specs: readonly WorldSpec[], trial: Trial): Promise<Results> {
  const laws = LAWS.filter(({ id }) => trial.laws.length === 0 || trial.laws.includes(id))
  const judge = new Judge(laws, trial.onProgress)
  const first = await undisturbed(harness, specs, judge)
  const later = await laterWaves(harness, first, judge)
  const strange = await amongStrangers(harness, first, judge, specs.length + later)
  if (harness.subject.stops.by !== 'none') {
    const candidates = first.filter(({ spec }) => spec.kind !== 'random')
    await troubledAgain(harness, specs, trial.remembered ?? [], judge)
    await troubled(harness, candidates, trial.seed ?? 1, judge)
  }
  const results = new Map<LawId, LawResult>()
  await pool(laws, harness.subject.parallel, async law => {
    results.set(law.id, await resultOf(law, judge.tallyOf(law), harness, trial))
  })
  return {
    laws: laws.flatMap(({ id }) => results.get(id) ?? []),
    worlds: specs.length + later + strange,
    reached: judge.reach.reached,
  }
}
