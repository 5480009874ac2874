import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import type { Law } from '../../laws/law.ts'
import { changesIn } from '../../observation/changes.ts'
import type { Origin, Step } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import { evidenceOf, type FailingCase, type Sighting } from './failing-case.ts'
import { failingCaseIn } from './retry.ts'

/** The call that did what a law is broken by, and what made it, as far as that is known. */
export interface Blame {
  readonly step: Step
  readonly origin: Origin | null
  /** The root's path as the subject saw it. */
  readonly seenAs: string
}

/** A moment of a run: what stood there, and the change that came next. */
interface At {
  readonly tree: Snapshot
  readonly next: Step
}

/**
 * Runs a subject once more in the world that breaks a law, and tells which call did it; null where no call did, such as
 * for a link that was never made, or where it does not break again.
 */
export async function blameFor(
  law: Law,
  spec: WorldSpec,
  harness: Harness,
  trouble: Trouble | null,
): Promise<Blame | null> {
  if (law.brokenBy === 'reports' || harness.subject.stops.by === 'none') return null
  // Lines are known where bash runs the script; one of another shell may do otherwise by bash, and not break the law.
  return (
    (await blameIn(law, spec, { ...harness, records: 'lines' }, trouble)) ??
    (await blameIn(law, spec, { ...harness, records: 'trees' }, trouble))
  )
}

async function blameIn(
  law: Law,
  spec: WorldSpec,
  harness: Harness,
  trouble: Trouble | null,
): Promise<Blame | null> {
  const found = await failingCaseIn(law, spec, harness, trouble)
  const step = found && culprit(found)
  return step && { step, origin: step.origin ?? null, seenAs: found.seen.before.seenAs }
}

/** The change right after the last moment at which what is broken was still whole; null where there is none. */
function culprit({ seen, disturbed, violation }: FailingCase): Step | null {
  const { paths, moment } = violation
  const { before, run } = evidenceOf({ seen, violation })
  const isOfSecond = run !== seen.first && disturbed === null && moment === undefined
  if (isOfSecond) return null
  const isAdded = (path: string) => run.changes.added.includes(path)
  const path = paths.find(one => isAdded(one) || (run.changes.fates.get(one) ?? 'kept') !== 'kept')
  if (path === undefined) return null
  const fate = run.changes.fates.get(path)
  const isWhole = (tree: Snapshot) =>
    isAdded(path)
      ? !tree.entries.has(path)
      : changesIn(before, tree, seen.deployment).fates.get(path) !== fate
  // What came to be by the run that followed is no deed of the one that is noted.
  if (disturbed !== null && disturbed.rerun !== null && isWhole(disturbed.run.after)) return null
  return momentsOf({ seen, disturbed }, moment).findLast(({ tree }) => isWhole(tree))?.next ?? null
}

function momentsOf({ seen, disturbed }: Sighting, moment: number | undefined): readonly At[] {
  if (disturbed === null) return (seen.moments ?? []).slice(0, moment)
  return disturbed.events.flatMap(event =>
    'step' in event && event.tree !== undefined && event.failed === null
      ? [{ tree: event.tree, next: event.step }]
      : [],
  )
}
