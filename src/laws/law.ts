import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { FollowUp } from '../../fixtures/states/world-spec.ts'
import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { DisturbedObservation, Observation } from '../observation/observation.ts'
import type { Report } from '../observation/report.ts'
import type { Run } from '../observation/run.ts'
import type { TroubleKind } from '../observation/trouble.ts'

/** How much a project demands of its subject. Each level includes the laws of those before it. */
export const LEVELS = ['safe', 'tidy', 'complete'] as const
export type Level = (typeof LEVELS)[number]

/**
 * How data is lost, the worst first. `destroyed`: a file's bytes are nowhere any more. `orphaned`: a link was retargeted or
 * removed, and a file behind it can no longer be read through it. `moved`: a file is only at another path now, and can no
 * longer be read through a link that led to it.
 */
export const LOSS_KINDS = ['destroyed', 'orphaned', 'moved'] as const
export type LossKind = (typeof LOSS_KINDS)[number]

/**
 * A record beyond the first run of a subject in a world: a second run on the result of the first (`again`), a first run
 * with homes and links in another order (`permuted`), or the tree before each change (`moments`).
 */
export type Need = 'again' | 'permuted' | 'moments'

/** The run that shows a violation, and the tree before it. */
export interface Evidence {
  readonly before: Snapshot
  readonly run: Run
  /** The event before that tree, such as `after the first run`. Default: nothing. */
  readonly since?: string
}

/** A law broken in one world. */
export interface Violation {
  /** One sentence: the entry, and what happened to it. Safe to print. */
  readonly summary: string
  /** How data was lost. Default: no data was lost. */
  readonly kind?: LossKind
  /** The paths concerned, relative to the root; the worst first. */
  readonly paths: readonly string[]
  /** The index of the change of an undisturbed run before which it shows. Default: it shows at the end. */
  readonly moment?: number
  /** Default: the first run, and the tree before it. */
  readonly evidence?: Evidence
  /** The violations of other kinds in the same runs, the worst first. Default: none. */
  readonly others?: readonly Violation[]
}

/** A law's answer to one observation; `vacuous` where the law does not apply to it. */
export type Judgement = 'held' | 'vacuous' | Violation

/** One property of observations. */
export interface Law<Id extends string = string> {
  readonly id: Id
  readonly level: Level
  /** The property that must hold, as one sentence. */
  readonly says: string
  /** The records that `judge` reads, beyond a first run. */
  readonly needs: readonly Need[]
  /** Judges undisturbed runs. Absent: the law is about trouble alone. */
  readonly judge?: (seen: Observation) => Judgement
  /** Judges disturbed runs. Absent: the law is not about trouble. */
  readonly underTrouble?: UnderTrouble
  /** The kinds of loss that can break it, the worst first. Default: none. */
  readonly losses?: readonly LossKind[]
  /** Whether a system call breaks it, which a report can name, or the subject's report or inaction does. */
  readonly brokenBy: 'calls' | 'reports'
  /** The follow-up worlds in which it is judged. Default: none, since a careful subject may refuse such a world. */
  readonly judgedIn?: readonly FollowUp[]
  /** Whether it judges runs that did not end by themselves, which no other law does. */
  readonly isAboutTime?: true
  /** Whether a log that grows with each run breaks it; the report then names the flag that allows the log. */
  readonly isBrokenByLogs?: true
}

/** How a law judges disturbed runs, and which. */
export interface UnderTrouble {
  readonly kinds: readonly TroubleKind[]
  readonly judge: (disturbed: DisturbedRun, undisturbed: Observation) => Judgement
}

/** Judges undisturbed runs by a law; `vacuous` where the law is about trouble alone. */
export function judgeUndisturbed(law: Law, seen: Observation): Judgement {
  if (law.isAboutTime === true) return law.judge?.(seen) ?? 'vacuous'
  return isUnended(seen.first.report) ? 'vacuous' : (law.judge?.(withoutUnended(seen)) ?? 'vacuous')
}

/** Leaves out further runs that did not end by themselves. */
function withoutUnended({ second, permuted, ...seen }: Observation): Observation {
  return {
    ...seen,
    ...(second === undefined || isUnended(second.report) ? {} : { second }),
    ...(permuted === undefined || isUnended(permuted.report) ? {} : { permuted }),
  }
}

function isUnended({ claim }: Report): boolean {
  return claim === 'unended'
}

/** Returns whether a law judges runs under a kind of trouble. */
export function isAbout({ underTrouble }: Law, kind: TroubleKind): boolean {
  return underTrouble?.kinds.includes(kind) === true
}

/**
 * Returns those of some laws for which troubles are tried. A law about time judges runs under every kind of trouble, and none is
 * tried for it, unless no other law is about trouble.
 */
export function askingForTrouble<L extends Pick<Law, 'underTrouble' | 'isAboutTime'>>(
  laws: readonly L[],
): readonly L[] {
  const others = laws.filter(law => law.underTrouble !== undefined && law.isAboutTime !== true)
  return others.length === 0 ? laws : others
}

/** Judges a disturbed run by a law; `vacuous` where the law is about another trouble, or none. */
export function judgeDisturbed(law: Law, { disturbed, undisturbed }: DisturbedObservation): Judgement {
  if (!isAbout(law, disturbed.trouble.kind)) return 'vacuous'
  if (law.isAboutTime === true) return law.underTrouble?.judge(disturbed, undisturbed) ?? 'vacuous'
  if ([undisturbed.first.report, ...disturbed.reports].some(isUnended)) return 'vacuous'
  return law.underTrouble?.judge(disturbed, withoutUnended(undisturbed)) ?? 'vacuous'
}

/** Returns whether a violation of a law of one level fails a run at another. */
export function isWithinLevel(law: Level, level: Level): boolean {
  return LEVELS.indexOf(law) <= LEVELS.indexOf(level)
}
