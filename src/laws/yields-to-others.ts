import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Judgement, Law, Violation } from './law.ts'
import {
  lossBeyondBaseline,
  withoutLossesOf,
  wrongLinkBeyondBaseline,
} from './under-trouble/beyond-baseline.ts'
import { failureToEnd } from './under-trouble/unended-run.ts'
import { describeEntry, quotePath } from './wording/entries.ts'
import { describeStep, describeTrouble } from './wording/trouble.ts'
import { describeWrongLink } from './wording/wrong-link.ts'

export const yieldsToOthers: Law<'yields-to-others'> = {
  id: 'yields-to-others',
  level: 'safe',
  says: 'entries that others make between any two calls survive',
  needs: [],
  brokenBy: 'calls',
  underTrouble: { kind: 'intrusion', noun: ['intrusion', 'intrusions'], judge: judgeIntrusion },
}

function judgeIntrusion(disturbed: DisturbedRun, seen: Observation): Judgement {
  const when = `when ${describeTrouble(disturbed)}`
  // A run that waits while another process holds a name of the subject's own waits for a lock.
  const isLock = !seen.expectation.places.has(disturbed.made[0] ?? '')
  return (
    lossOfIntrusion(disturbed) ??
    lossOfExisting(disturbed, seen, when) ??
    (isLock ? undefined : failureToEnd(disturbed, seen, when)) ??
    successDespiteFile(disturbed, seen, when) ??
    'held'
  )
}

/** Returns the loss of what the intruder made, unless the subject also removes it when it is there from the start. */
function lossOfIntrusion({ trouble, made, intruded, run, control }: DisturbedRun): Violation | undefined {
  if (intruded === null || trouble.kind !== 'intrusion') return undefined
  const { fates } = withoutLossesOf(control === null ? [] : [control.changes], run.changes)
  const isLost = (path: string) => {
    const fate = fates.get(path)
    // A link that was renamed has survived.
    if (fate === 'orphaned') return !survives(intruded.entries.get(path), run.after)
    return fate === 'destroyed' || fate === 'trivial'
  }
  const lost = made.filter(isLost)
  const [path] = lost
  const isRemovedAnyway = made.some(one => control?.changes.fates.get(one) === 'trivial')
  if (path === undefined || isRemovedAnyway) return undefined
  const entry = describeEntry(intruded.entries.get(path), intruded.seenAs)
  const fate = fates.get(path) === 'orphaned' ? 'replaced' : 'destroyed'
  return {
    summary: `${quotePath(path)}, ${entry} that another process created just before ${describeStep(trouble.before)}, was ${fate}`,
    paths: lost,
    evidence: { before: intruded, run, since: 'after another process created an entry' },
  }
}

/**
 * Returns the loss of an entry from before the run. Entries that the run itself had made before the intruder came, such
 * as its lock or a temp file, are its own to remove.
 */
function lossOfExisting(
  { run, intruded, before, control, made }: DisturbedRun,
  seen: Observation,
  when: string,
): Violation | undefined {
  const isExisting = (path: string) => before.entries.has(path) && !made.includes(path)
  const changes = withoutLossesOf(control === null ? [] : [control.changes], run.changes)
  const fates = new Map([...changes.fates].filter(([path]) => isExisting(path)))
  const orphans = new Map([...changes.orphans].filter(([path]) => isExisting(path)))
  const existing = { ...run, changes: { ...changes, fates, orphans } }
  return lossBeyondBaseline(existing, intruded ?? before, seen, ` ${when}`)
}

/**
 * Returns the violation by a run that reports success while the intruder's file is in the place of a link. A directory
 * there is no violation: `ln -s` puts its link into it and succeeds, and nothing is lost.
 */
function successDespiteFile(
  { run, before, made }: DisturbedRun,
  seen: Observation,
  when: string,
): Violation | undefined {
  const wrong = wrongLinkBeyondBaseline(run, seen)
  if (wrong === undefined || !made.includes(wrong.path)) return undefined
  if (run.after.entries.get(wrong.path)?.type !== 'file') return undefined
  return {
    summary: `success was reported ${when}, but ${describeWrongLink(wrong, run.after)}`,
    paths: [wrong.path],
    evidence: { before, run },
  }
}

function survives(was: SnapshotEntry | undefined, { entries }: Snapshot): boolean {
  return [...entries.values()].some(is => is.identity === was?.identity && is.text === was.text)
}
