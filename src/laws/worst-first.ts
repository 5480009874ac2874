import { type Evidence, type Judgement, LOSS_KINDS, type LossKind, type Violation } from './law.ts'

/** Orders kinds of loss, the worst first. A violation without a kind loses nothing, and comes last. */
export function worstFirst(one: LossKind | undefined, other: LossKind | undefined): number {
  return gravityOf(one) - gravityOf(other)
}

function gravityOf(kind: LossKind | undefined): number {
  return kind === undefined ? LOSS_KINDS.length : LOSS_KINDS.indexOf(kind)
}

/** Joins the violations that several checks found: the worst one holds the first one of each other kind. */
export function worstOf(found: readonly (Violation | undefined)[]): Violation | undefined {
  const firstOfKind = new Map<LossKind | undefined, Violation>()
  for (const violation of found.flatMap(one => one ?? []).flatMap(violationsOf))
    if (!firstOfKind.has(violation.kind)) firstOfKind.set(violation.kind, violation)
  const [worst, ...others] = [...firstOfKind.values()].sort((a, b) => worstFirst(a.kind, b.kind))
  return worst && (others.length === 0 ? worst : { ...worst, others })
}

/** Returns the violations in a judgement, one of each kind, the worst first; none where the law is not broken. */
export function violationsOf(judgement: Judgement): Violation[] {
  if (typeof judgement === 'string') return []
  const { others = [], ...worst } = judgement
  return [worst, ...others]
}

/** Gives a violation, and those that it holds, the run that shows them. */
export function withEvidence(violation: Violation, evidence: Evidence): Violation {
  return worstOf(violationsOf(violation).map(one => ({ ...one, evidence }))) ?? violation
}
