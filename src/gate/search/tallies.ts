import type { LawId } from '../../laws/index.ts'
import { judgeDisturbed, judgeUndisturbed, type Law, type FollowUp } from '../../laws/law.ts'
import type { TroubleKind } from '../../observation/trouble.ts'
import { Coverage } from './coverage.ts'
import { sightingOf, type Trial } from './search.ts'
import { Tally } from './tally.ts'

/** Judges each trial of a search by each law, and keeps count. */
export class Tallies {
  readonly laws: readonly Law<LawId>[]
  readonly coverage = new Coverage()
  /** The number of distinct worlds tried. */
  worlds = 0
  readonly #tallies: ReadonlyMap<LawId, Tally>

  constructor(laws: readonly Law<LawId>[]) {
    this.laws = laws
    this.#tallies = new Map(laws.map(({ id }) => [id, new Tally()]))
  }

  /** Returns the counts of one of the laws. */
  of({ id }: Law<LawId>): Tally {
    const tally = this.#tallies.get(id)
    if (tally === undefined) throw new Error(`${id} is not judged`)
    return tally
  }

  /** The ids of the laws broken so far. */
  get broken(): LawId[] {
    return this.laws.filter(law => this.of(law).broken.size > 0).map(({ id }) => id)
  }

  /** Returns whether a law about a kind of trouble is not broken yet. One violation under trouble is enough. */
  wants(kind: TroubleKind): boolean {
    return this.laws.some(law => law.underTrouble?.kind === kind && this.of(law).underTrouble === null)
  }

  /** Judges one trial. */
  take(trial: Trial): void {
    switch (trial.phase) {
      case 'trouble-ended':
        this.coverage.tried(trial.tried)
        for (const law of this.laws)
          if (law.underTrouble?.kind === trial.tried.kind) this.of(law).add(trial.tried)
        return
      case 'trouble':
        this.coverage.disturbedRun(trial.observation.disturbed)
        for (const law of this.laws)
          this.of(law).take(judgeDisturbed(law, trial.observation), { ...trial, ...sightingOf(trial) })
        return
      default:
        this.#takeUndisturbed(trial)
    }
  }

  #takeUndisturbed(
    trial: Extract<Trial, { phase: 'world' | 'bred' | FollowUp | 'baseline' }>,
  ): void {
    const { phase, spec, observation } = trial
    // A baseline runs in a world that was counted already.
    if (phase !== 'baseline') {
      this.worlds += 1
      this.coverage.world(spec, observation)
    }
    for (const law of this.laws) {
      const isOrdinary = phase === 'world' || phase === 'bred' || phase === 'baseline'
      const isJudged = isOrdinary || law.judgedIn?.includes(phase)
      if (isJudged) this.of(law).take(judgeUndisturbed(law, observation), { ...trial, ...sightingOf(trial) })
    }
  }
}
