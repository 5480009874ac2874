import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { DisturbedRun } from '../observation/disturbed-run.ts'
import type { Observation } from '../observation/observation.ts'
import type { Judgement, Law, Violation } from './law.ts'
import { beyond, lieBeyond, lossBeyond } from './under-trouble/beyond-baseline.ts'
import { didNotEnd } from './under-trouble/unended-run.ts'
import { entryInWords, pathInWords } from './wording/entries.ts'
import { troubleInWords } from './wording/trouble.ts'
import { wrongInWords } from './wording/wrong-link.ts'

export const yieldsToOthers: Law<'yields-to-others'> = {
  id: 'yields-to-others',
  level: 'safe',
  says: 'what somebody else makes between any two of its calls survives',
  needs: [],
  brokenBy: 'calls',
  underTrouble: { kind: 'intrusion', noun: ['intrusion', 'intrusions'], judge: judgeIntrusion },
}

function judgeIntrusion(disturbed: DisturbedRun, seen: Observation): Judgement {
  const when = troubleInWords(disturbed)
  return (
    lossOfMade(disturbed, when) ??
    lossOfOthers(disturbed, seen, when) ??
    // Who waits for what another holds under a name of its own waits for a lock.
    (seen.expectation.places.has(disturbed.made[0] ?? '') ? didNotEnd(disturbed, seen, when) : undefined) ??
    overlooked(disturbed, seen, when) ??
    'held'
  )
}

/**
 * A file that stands where a link belongs, and success all the same. Of a directory nothing is said: `ln -s` puts its
 * link into one and is content, which loses nothing.
 */
function overlooked(disturbed: DisturbedRun, seen: Observation, when: string): Violation | undefined {
  const { run, before, made } = disturbed
  const wrong = lieBeyond(run, seen)
  if (wrong === undefined || !made.includes(wrong.path) || run.after.entries.get(wrong.path)?.type !== 'file')
    return undefined
  return {
    summary: `success was reported ${when}, but ${wrongInWords(wrong, run.after)}`,
    paths: [wrong.path],
    evidence: { before, run },
  }
}

/**
 * What stood there before any run is lost since somebody else came. What the run itself had made by then, such as its
 * lock or a temp file, is its own to remove.
 */
function lossOfOthers(
  { run, stood, before, control, made }: DisturbedRun,
  seen: Observation,
  when: string,
): Violation | undefined {
  const isOthers = (path: string) => before.entries.has(path) && !made.includes(path)
  const changes = beyond(run.changes, control === null ? [] : [control.changes])
  const fates = new Map([...changes.fates].filter(([path]) => isOthers(path)))
  const orphans = new Map([...changes.orphans].filter(([path]) => isOthers(path)))
  return lossBeyond({ ...run, changes: { ...changes, fates, orphans } }, stood ?? before, seen, ` ${when}`)
}

/** What was made is gone, and would not be if it had stood there from the start: then it is no matter of a gap. */
function lossOfMade({ made, stood, run, control }: DisturbedRun, when: string): Violation | undefined {
  if (stood === null) return undefined
  const changes = beyond(run.changes, control === null ? [] : [control.changes])
  const isLost = (path: string) => {
    const [was, fate] = [stood.entries.get(path), changes.fates.get(path)]
    // A link that is only called otherwise now has survived.
    if (fate === 'orphaned') return !isThere(was, run.after)
    return fate === 'destroyed' || fate === 'trivial'
  }
  const lost = made.filter(isLost)
  const usual = made.some(path => control?.changes.fates.get(path) === 'trivial')
  const [path] = lost
  if (path === undefined || usual) return undefined
  const was = entryInWords(stood.entries.get(path), stood.seenAs)
  const fate = changes.fates.get(path) === 'orphaned' ? 'replaced' : 'destroyed'
  return {
    summary: `${pathInWords(path)}, ${was} of somebody else, was ${fate} ${when}`,
    paths: lost,
    evidence: { before: stood, run, since: 'once somebody else has come in' },
  }
}

function isThere(was: SnapshotEntry | undefined, { entries }: Snapshot): boolean {
  return [...entries.values()].some(is => is.identity === was?.identity && is.text === was.text)
}
