import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import type { Harness } from '../../experiments/harness.ts'
import type { Law, LossKind } from '../../laws/law.ts'
import { worstFirst } from '../../laws/worst-first.ts'
import { type Counterexample, counterexampleOf } from '../report/counterexample.ts'
import { blameFor } from '../shrink/blame.ts'
import { confirmed } from '../shrink/confirm.ts'
import type { FailingCase } from '../shrink/failing-case.ts'
import { isClearer, type Rank, type RankedCase } from '../shrink/rank.ts'
import { soughtIn } from '../shrink/retry.ts'
import { again, shrink } from '../shrink/shrink.ts'

/** A failing case that a report may show, and in which place. */
export interface Candidate extends RankedCase {
  /** Whether it may be the worst case of its law, which is shrunk. */
  readonly mayBeWorst: boolean
  /** Whether it may be one of the lesser cases, which are not. */
  readonly mayBeLesser: boolean
  /** Whether only a rerun shows it, which another shard may have made for another law. */
  readonly isOfRerun: boolean
}

/** A failing case as a report shows it. It has neither form if its law is about time, and a second run did not confirm it. */
export interface ShownCase {
  readonly kind: LossKind | null
  readonly rank: Rank
  readonly isOfRerun: boolean
  /** Null where it cannot be the worst case, or looks the same as a lesser one. */
  readonly asWorst: Counterexample | null
  readonly asLesser: Counterexample | null
}

/** How to show cases. */
export interface Showing {
  /** Whether the law fails the run. Only then is its worst case shrunk, which takes as long as the search did. */
  readonly fails: boolean
  /** Returns whether there is no time left to shrink. */
  readonly isTimeUp: () => boolean
  readonly onProgress: (line: string) => void
}

/** Returns the cases of one run, of which there is one of each kind, the worst first. */
export function candidatesOf(ranked: readonly RankedCase[]): Candidate[] {
  return ranked.map((one, i) => ({ ...one, mayBeWorst: i === 0, mayBeLesser: i > 0, isOfRerun: false }))
}

/** Runs the failing cases of a law once more, shrinks those that may be its worst, and prepares them for a report. */
export async function shownCases(
  law: Law,
  candidates: readonly Candidate[],
  harness: Harness,
  showing: Showing,
): Promise<ShownCase[]> {
  const shown: ShownCase[] = []
  for (const { found, rank, mayBeWorst, mayBeLesser, isOfRerun } of candidates) {
    const kind = found.violation.kind ?? null
    const [one] = await confirmed(law, [found], harness)
    // A run that does not end takes long, so the case of a law about time stays as it was confirmed.
    const isShrunk = mayBeWorst && showing.fails && law.isAboutTime !== true
    const show = async (shows: (one: FailingCase) => Promise<FailingCase>) =>
      one === undefined ? null : await counterexample(law, await shows(one), harness, showing)
    const onTry = ({ tree }: WorldSpec) =>
      showing.onProgress(`${counted(tree.size, 'entry', 'entries')} left: ${found.violation.summary}`)
    shown.push({
      kind,
      rank,
      isOfRerun,
      asWorst: isShrunk ? await show(one => shrink(law, one, harness, { ...showing, onTry })) : null,
      asLesser:
        mayBeLesser || !isShrunk
          ? await show(async one => (law.isAboutTime === true ? one : await again(law, one, harness)))
          : null,
    })
  }
  return shown
}

/** Returns the counterexamples of the clearest case of each kind, the worst first. */
export function counterexamplesIn(cases: readonly ShownCase[]): Counterexample[] {
  const clearest = new Map<LossKind | null, ShownCase>()
  for (const one of cases) {
    const before = clearest.get(one.kind)
    if (before === undefined || isClearer(one.rank, before.rank)) clearest.set(one.kind, one)
  }
  return [...clearest.values()]
    .filter(({ asWorst, asLesser }) => asWorst !== null || asLesser !== null)
    .sort((a, b) => worstFirst(a.kind ?? undefined, b.kind ?? undefined))
    .flatMap(({ asWorst, asLesser }, i) => (i === 0 ? (asWorst ?? asLesser) : (asLesser ?? asWorst)) ?? [])
}

async function counterexample(
  law: Law,
  found: FailingCase,
  harness: Harness,
  { fails }: Showing,
): Promise<Counterexample> {
  const { subject, given } = harness
  const blame = fails ? await blameFor(soughtIn(law, found), found.spec, harness) : null
  return counterexampleOf(found, { invocation: subject.invocation, blame, given })
}
