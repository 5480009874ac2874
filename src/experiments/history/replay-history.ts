import { setTimeout as sleep } from 'node:timers/promises'
import type { Deployment } from '../../../fixtures/deployment.ts'
import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { nameOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { isChange } from '../../observation/step.ts'
import { orNull } from '../../subjects/or-null.ts'
import type { Job, Subject } from '../../subjects/subject.ts'
import { act } from './act.ts'
import { damageState, filledFilesBelow } from './own-state.ts'

/** A world on disk, as far as its history needs it. */
interface HistoricWorld {
  readonly root: string
  readonly jobFor: (deployment: Deployment) => Job
  readonly snapshot: () => Snapshot
}

/** The traces that the history of a world leaves of the subject. */
export interface Traces {
  /** The paths of the world before its history; none where it has no history. */
  readonly start: ReadonlySet<string>
  /** Whether the subject has run, if only until it was killed at a later change than its first. */
  readonly hasRun: boolean
  /**
   * The paths of what is the subject's own: entries that it made, other than what holds data that it found. It may change
   * and remove them as it likes.
   */
  readonly own: ReadonlySet<string>
  /** Whether it keeps files with content for itself, in the world or in its state directory. */
  readonly keepsState: boolean
}

/** Replays the history of a world, and returns what it leaves of the subject. */
export async function replayHistory(
  subject: Subject,
  built: HistoricWorld,
  { deployment, history = [] }: WorldSpec,
): Promise<Traces> {
  if (history.length === 0) return { start: new Set(), hasRun: false, own: new Set(), keepsState: false }
  const start = built.snapshot()
  const data = new Set([...start.entries.values()].flatMap(contentOf))
  const made = new Set<string>()
  let now = start
  let hasRun = false
  for (const [index, event] of history.entries()) {
    const before = now
    const written = 'path' in event ? (orNull(() => act(event, index, { ...built, deployment })) ?? []) : []
    if ('path' in event) for (const path of written) made.add(path)
    else if (event.did === 'run') await subject.run(job())
    else if (event.did === 'killed-run') await runUntil(subject, job(), event.beforeChange)
    else damageState(stateFiles(), event.did)
    hasRun ||= event.did === 'run' || (event.did === 'killed-run' && event.beforeChange > 1)
    now = built.snapshot()
    for (const path of written) for (const text of contentAt(path)) data.add(text)
    if (!('path' in event) && isDated(before, now)) await sleep(1000 - (Date.now() % 1000))
  }
  return {
    start: new Set(start.entries.keys()),
    hasRun,
    own: ownPaths(),
    keepsState: stateFiles().length > 0,
  }

  function job(): Job {
    return { ...built.jobFor(deployment), ...(hasRun ? { phase: 'again' } : {}) }
  }

  function stateFiles(): string[] {
    const inWorld = [...ownPaths()].filter(path => contentAt(path).length > 0)
    return [...inWorld.map(path => `${built.root}/${path}`), ...filledFilesBelow(`${job().temp}/state`)]
  }

  function ownPaths(): ReadonlySet<string> {
    const holdsData = (path: string) =>
      contentAt(path).some(text => [...data].some(one => text.includes(one)))
    const isOwn = (path: string) => !start.entries.has(path) && !made.has(path) && !holdsData(path)
    return new Set([...now.entries.keys()].filter(isOwn))
  }

  function contentAt(path: string): string[] {
    return contentOf(now.entries.get(path) ?? {})
  }
}

/**
 * Returns whether a run made a name with a time in it. The next run then has to come in another second: otherwise it would
 * depend on the machine whether two names are the same.
 */
function isDated(before: Snapshot, { entries }: Snapshot): boolean {
  return [...entries.keys()].some(path => !before.entries.has(path) && /\d{6}/.test(nameOf(path)))
}

/** Runs a subject, and kills it before one of its changes. */
async function runUntil(subject: Subject, job: Job, beforeChange: number): Promise<void> {
  let changes = 0
  await subject.runIntercepted(
    job,
    step => {
      if (isChange(step)) changes += 1
      return changes === beforeChange ? 'kill' : 'continue'
    },
    { intercept: 'changes' },
  )
}

/** Returns a file's content, to be looked up; none for an empty file, which is no copy of another. */
function contentOf({ content }: Pick<SnapshotEntry, 'content'>): string[] {
  return content === undefined || content.length === 0 ? [] : [fromBytes(content)]
}
