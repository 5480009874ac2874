import type { AnyLawId } from '../../laws/index.ts'
import { askingForTrouble, isAbout, type Law, type LossKind } from '../../laws/law.ts'
import type { TroubleKind } from '../../observation/trouble.ts'
import { Coverage } from './coverage.ts'
import { Tally } from './tally.ts'
import { type CountedTrial, isJudgedBy } from './trial.ts'

/** For each law the number of disturbed runs still to be judged; null before its first violation under trouble. */
export type RunsLeft = readonly (number | null)[]

/** Counts how each trial of a search is judged by each law. */
export class Tallies {
  /** The counts of each law. */
  readonly all: readonly Tally[]
  readonly coverage = new Coverage()
  /** The number of distinct worlds tried. */
  worlds = 0

  /**
   * @param waivedFor returns the kinds of loss that are waived for a law.
   * @param runsLeft `runsLeft` of tallies of the same laws to go on from. Default: that of new tallies.
   * @param isOfShare whether other shards try other runs. Default: false.
   */
  constructor(
    laws: readonly Law<AnyLawId>[],
    waivedFor: (id: AnyLawId) => readonly LossKind[],
    runsLeft: RunsLeft = [],
    isOfShare = false,
  ) {
    this.all = laws.map((law, i) => new Tally(law, waivedFor(law.id), runsLeft[i], isOfShare))
  }

  /** The number of disturbed runs still to be judged by each law. It decides how much of the next world is tried. */
  get runsLeft(): RunsLeft {
    return this.all.map(({ runsLeft }) => runsLeft)
  }

  /** The ids of the laws broken so far. */
  get broken(): AnyLawId[] {
    return this.all.filter(({ broken }) => broken.size > 0).map(({ law }) => law.id)
  }

  /** Returns whether further runs under a kind of trouble may show that a law is broken, or broken worse. */
  wants(kind: TroubleKind): boolean {
    const asking = askingForTrouble(this.all.map(({ law }) => law))
    return this.all.some(
      ({ law, wantsTrouble }) => wantsTrouble && isAbout(law, kind) && asking.includes(law),
    )
  }

  /** Takes one trial, judged by the laws in the order of `all`. */
  take(trial: CountedTrial): void {
    if (trial.phase === 'trouble-ended') {
      this.coverage.tried(trial.tried)
      for (const tally of this.all) if (isAbout(tally.law, trial.tried.kind)) tally.add(trial.tried)
      return
    }
    if (trial.phase === 'trouble') this.coverage.disturbedRun(trial.judged)
    // A baseline runs in a world that was counted already.
    else if (trial.phase !== 'baseline') {
      this.worlds += 1
      this.coverage.world(trial.spec, trial.judged)
    }
    const { spec, index, at, judged } = trial
    const { moments, sighting } = judged
    const seen = { spec, index, at, isDisturbed: trial.phase === 'trouble', moments, sighting }
    for (const [i, tally] of this.all.entries())
      if (isJudgedBy(tally.law, trial)) tally.take(judged.judgements[i] ?? 'vacuous', seen)
  }
}
