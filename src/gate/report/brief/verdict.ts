import { counted } from '../../../../fixtures/text/plurals.ts'
import { worstFirst } from '../../../laws/worst-first.ts'
import type { JudgeReport, LawResult } from '../../judge-report.ts'

/** The verdict on a subject, as one line in two parts. Safe to print. */
export interface VerdictText {
  /** `Refused at level safe: it breaks keeps-data` */
  readonly verdict: string
  /** ` (1 warning; waived: keeps-data:orphaned)`; empty where there is nothing to add. */
  readonly rest: string
}

/** Words the verdict on a subject. */
export function verdictText(report: JudgeReport): VerdictText {
  const failing = report.laws.filter(({ fails }) => fails)
  const warnings = warningsIn(report).length
  const untested = report.laws.filter(law => law.verdict === 'not-tested')
  const reasons = [...new Set(untested.map(({ reason }) => reason ?? ''))]
  const waived = report.laws.flatMap(law => law.waived.map(({ kind }) => `${law.id}:${kind}`))
  const held = report.laws.filter(law => law.verdict === 'held').length
  const { shard } = report
  const rest = [
    // It speaks of its own share alone.
    ...(shard === null ? [] : ['gate --merge has the verdict']),
    ...(waived.length === 0 ? [] : [`waived: ${waived.join(', ')}`]),
    ...(warnings === 0 ? [] : [counted(warnings, 'warning')]),
    ...(untested.length === 0
      ? []
      : [`not tested: ${untested.map(({ id }) => id).join(', ')}, since ${reasons.join('; ')}`]),
  ]
  const words =
    failing.length > 0
      ? `Refused at level ${report.level}: it breaks ${failing.map(({ id }) => id).join(', ')}`
      : `Passed at level ${report.level}: ${counted(held, 'law')} held`
  return {
    verdict: shard === null ? words : `Shard ${shard.index} of ${shard.count}: ${words}`,
    rest: rest.length === 0 ? '' : ` (${rest.join('; ')})`,
  }
}

/** Returns the laws that fail the run, by what they lose, the worst first. Laws that are equally bad stay in their order. */
export function failingIn({ laws }: Pick<JudgeReport, 'laws'>): LawResult[] {
  const kindOf = ({ counterexample }: LawResult) => counterexample?.kind ?? undefined
  return laws.filter(({ fails }) => fails).toSorted((a, b) => worstFirst(kindOf(a), kindOf(b)))
}

/** Returns the laws above the level that are broken. */
export function warningsIn({ laws }: Pick<JudgeReport, 'laws'>): LawResult[] {
  return laws.filter(({ verdict, fails }) => verdict === 'broken' && !fails)
}

/** Returns one sentence on how a law is broken. Safe to print. */
export function howBroken({ says, counterexample }: LawResult): string {
  return counterexample?.summary ?? says
}
