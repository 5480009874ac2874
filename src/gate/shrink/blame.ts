import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { changesIn } from '../../observation/changes.ts'
import type { Moment } from '../../observation/run.ts'
import type { Origin, Step } from '../../observation/step.ts'
import { evidenceOf, type FailingCase } from './failing-case.ts'
import { failingCaseIn, type Sought } from './retry.ts'

/** The call that broke a law, and the process behind it if it is known. */
export interface Blame {
  readonly step: Step
  readonly origin: Origin | null
  /** The path at which the subject saw the root. */
  readonly seenAs: string
}

/**
 * Runs a subject once more in the failing world, and returns the call that broke the law. Null where no call did, as for
 * a link that was never made, and where the law is not broken again.
 */
export async function blameFor(sought: Sought, spec: WorldSpec, harness: Harness): Promise<Blame | null> {
  if (sought.law.brokenBy === 'reports' || harness.subject.stops.by === 'none') return null
  // A script for another shell, or one that looks at its environment, may not break the law where lines are recorded.
  for (const records of ['lines', 'trees'] as const) {
    const found = await failingCaseIn(sought, spec, { ...harness, records })
    const blame = found && blameIn(found)
    if (blame) return blame
  }
  return null
}

/** Returns the call that broke a law in a run whose changes were recorded; null where there is none. */
export function blameIn(found: FailingCase): Blame | null {
  const step = culprit(found)
  return step && { step, origin: step.origin ?? null, seenAs: found.seen.before.seenAs }
}

/** Returns the change after the last moment at which the damaged entry was still whole; null where there is none. */
function culprit(found: FailingCase): Step | null {
  const { seen, disturbed } = found
  const { paths, moment } = found.violation
  const { before, run } = evidenceOf(found)
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
  // The next run did it, and its calls are not recorded.
  if (disturbed !== null && disturbed.rerun !== null && isWhole(disturbed.run.after)) return null
  return momentsOf(found).findLast(({ tree }) => isWhole(tree))?.next ?? null
}

function momentsOf({ seen, disturbed, violation }: FailingCase): readonly Pick<Moment, 'tree' | 'next'>[] {
  if (disturbed === null) return (seen.moments ?? []).slice(0, violation.moment)
  return disturbed.events.flatMap(event =>
    'step' in event && event.tree !== undefined && event.failed === null
      ? [{ tree: event.tree, next: event.step }]
      : [],
  )
}
