import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import { withoutPaths } from '../damage/fate.ts'
import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import { type Law, LOSS_KINDS, type Violation } from './law.ts'
import {
  lossBeyondBaseline,
  withoutLossesOf,
  wrongLinkBeyondBaseline,
} from './under-trouble/beyond-baseline.ts'
import { firstViolation } from './under-trouble/first-violation.ts'
import { describeEntry, quotePath } from './wording/entries.ts'
import { describeStep, whenTroubled } from './wording/trouble.ts'
import { describeWrongLink } from './wording/wrong-link.ts'

export const yieldsToOthers: Law<'yields-to-others'> = {
  id: 'yields-to-others',
  level: 'safe',
  says: 'entries that others make between any two calls survive',
  needs: [],
  losses: LOSS_KINDS,
  brokenBy: 'calls',
  underTrouble: {
    kinds: ['intrusion'],
    judge: firstViolation(lossOfIntrusion, lossOfExisting, successDespiteFile),
  },
}

/** Returns the loss of what the intruder made, unless the subject also removes it when it is there from the start. */
function lossOfIntrusion({ trouble, made, intruded, run, control }: DisturbedRun): Violation | undefined {
  if (intruded === null || trouble.kind !== 'intrusion') return undefined
  const { fates } = withoutLossesOf([control], run.changes)
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
  const fate = fates.get(path)
  const done = fate === 'orphaned' ? 'replaced' : 'destroyed'
  return {
    // An empty directory, or a link that leads nowhere, holds no data.
    ...(fate === 'orphaned' || fate === 'destroyed' ? { kind: fate } : {}),
    summary: `${quotePath(path)}, ${entry} that another process created just before ${describeStep(trouble.before)}, was ${done}`,
    paths: lost,
    evidence: { before: intruded, run, since: 'after another process created an entry' },
  }
}

/**
 * Returns the loss of an entry from before the run. Entries that the run itself had made before the intruder came, such
 * as its lock or a temp file, are its own to remove.
 */
function lossOfExisting(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  const { run, intruded, before, control, made } = disturbed
  const isNew = (path: string) => !before.entries.has(path) || made.includes(path)
  const changes = withoutPaths(withoutLossesOf([control], run.changes), isNew)
  return lossBeyondBaseline({ ...run, changes }, intruded ?? before, seen, ` ${whenTroubled(disturbed)}`)
}

/**
 * Returns the violation by a run that reports success while the intruder's file is in the place of a link. A directory
 * there is no violation: `ln -s` puts its link into it and succeeds, and nothing is lost.
 */
function successDespiteFile(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  const { run, before, made } = disturbed
  const wrong = wrongLinkBeyondBaseline(run, seen)
  if (wrong === undefined || !made.includes(wrong.path)) return undefined
  if (run.after.entries.get(wrong.path)?.type !== 'file') return undefined
  return {
    summary: `success was reported ${whenTroubled(disturbed)}, but ${describeWrongLink(wrong, run.after)}`,
    paths: [wrong.path],
    evidence: { before, run },
  }
}

function survives(was: SnapshotEntry | undefined, { entries }: Snapshot): boolean {
  return [...entries.values()].some(is => is.identity === was?.identity && is.text === was.text)
}
