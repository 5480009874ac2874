import { removeTree } from '../../fixtures/disk/remove.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { KILLED, type Report } from '../observation/report.ts'
import type { Run } from '../observation/run.ts'
import type { Call } from '../reconciler/call.ts'
import type { Interceptor } from '../subjects/interceptor.ts'
import type { Interception, Job } from '../subjects/subject.ts'
import { type BuiltWorld, buildWorld } from './built-world.ts'
import { changesOfConcern, type Harness } from './harness.ts'

/** A world for one run after another. It is restored in between, which is faster than to build another. */
export interface ReusableWorld {
  readonly harness: Harness
  readonly spec: WorldSpec
  readonly built: BuiltWorld
  /** The tree before any run. */
  readonly before: Snapshot
  readonly job: (runIndex?: number) => Job
  /** Runs the subject once, and compares the result with `before`. */
  readonly run: (under?: InterceptedBy) => Promise<Run>
  /** Runs the subject once under an interceptor, and compares nothing. In a race, `runIndex` is the run's number. */
  readonly report: (under: InterceptedBy, runIndex?: number) => Promise<Report>
  /** Runs the subject again on what a run left. A confined command that has changed nothing would do the same again. */
  readonly again: (run: Run) => Promise<Run>
  /** Runs the subject once on a tree that the world holds by now, and compares the result with that tree. */
  readonly runOn: (start: Snapshot) => Promise<Run>
  /** Runs the subject as after an earlier run, on the tree that this one left, and compares nothing. */
  readonly reportAgain: (after: Snapshot) => Promise<Report>
  /**
   * Runs the subject as after an earlier run, on the tree that this one left, and compares the result with an earlier tree.
   * Default: `before`.
   */
  readonly rerun: (after: Snapshot, earlier?: Snapshot) => Promise<Run>
  /** Returns a run that ended just now, compared with an earlier tree. Default: `before`. */
  readonly ended: (report: Report, earlier?: Snapshot) => Run
  /**
   * Does the same as `ended`, where nobody but the subject has acted since the world was restored. A script's tree then
   * follows from what it has made, and is read once for all runs that make the same.
   *
   * @param made Default: what runs of the subject have made since then.
   */
  readonly endedAlone: (report: Report, made?: readonly Call[]) => Run
  /** Returns the tree as it is, where nobody but the subject has acted since the world was restored. */
  readonly treeAlone: () => Snapshot
  /** Restores the world. `after` is the tree that the last run left. */
  readonly restore: (after: Snapshot) => Promise<void>
}

/** An interceptor, and the steps that it decides. */
export interface InterceptedBy {
  readonly interceptor: Interceptor
  readonly intercept: Interception['intercept']
  readonly waits?: Interception['waits']
}

/** Builds a world for several runs. */
export async function openWorld(harness: Harness, spec: WorldSpec): Promise<ReusableWorld> {
  const { subject } = harness
  const { kind, invocation } = subject
  const built = await buildWorld(harness, spec)
  let before = built.snapshot()
  const made: Call[] = []
  const left = new Map<string, Pick<Run, 'after' | 'changes'>>()
  const onMade = (call: Call) => void made.push(call)
  const job = (runIndex = 0) => ({ ...built.jobFor(spec.deployment), runIndex, onMade })
  const ended = (report: Report, earlier = before): Run => {
    const after = built.snapshot()
    return { report, after, changes: changesOfConcern(built, spec.deployment, earlier, after) }
  }
  const endedAlone = (report: Report, by: readonly Call[] = made): Run => {
    if (kind !== 'script') return ended(report)
    const key = JSON.stringify(by.map(call => JSON.stringify(call)).sort())
    const known = left.get(key) ?? ended(report)
    left.set(key, known)
    return { ...known, report }
  }
  const runOn = async (start: Snapshot) => ended(await subject.run(job()), start)
  // Where the first run has changed nothing, it is still to come.
  const jobAfter = (after: Snapshot): Job => (isSame(before, after) ? job() : { ...job(), phase: 'again' })
  const reportAgain = (after: Snapshot) => subject.run(jobAfter(after))
  const rerun = async (after: Snapshot, earlier = before) => ended(await reportAgain(after), earlier)
  const isConfined = kind === 'command' && invocation?.sandbox !== 'none'
  const report = ({ interceptor, intercept, waits = null }: InterceptedBy, runIndex = 0) =>
    subject.runIntercepted(job(runIndex), interceptor, {
      intercept,
      attributed: harness.records === 'lines',
      waits,
    })
  return {
    harness,
    spec,
    built,
    report,
    get before() {
      return before
    },
    job,
    ended,
    endedAlone,
    treeAlone: () => (kind === 'script' ? endedAlone(KILLED).after : built.snapshot()),
    run: async under => ended(await (under === undefined ? subject.run(job()) : report(under))),
    runOn,
    rerun,
    reportAgain,
    again: async run =>
      isConfined && isUntouched(built, before, run) ? run : await rerun(run.after, run.after),
    restore: async after => {
      built.clearTemp()
      made.length = 0
      if (!built.isOutside() && areAllUnchanged(before, after)) {
        removeAdded(built, before, after)
        return
      }
      await built.rebuild()
      before = built.snapshot()
      left.clear()
    },
  }
}

/** Returns whether a run has left the world, and the directory for temporary files, as it found them. */
function isUntouched({ leftInTemp }: BuiltWorld, before: Snapshot, { after, report }: Run): boolean {
  const isEnded = report.claim !== 'unended'
  return isEnded && leftInTemp().length === 0 && isSame(before, after)
}

function isSame(before: Snapshot, after: Snapshot): boolean {
  return after.entries.size === before.entries.size && areAllUnchanged(before, after)
}

function removeAdded({ root }: BuiltWorld, before: Snapshot, after: Snapshot): void {
  const added = [...after.entries.keys()].filter(path => !before.entries.has(path)).sort()
  let removed: string | undefined
  for (const path of added) {
    // It went with its directory.
    if (removed !== undefined && path.startsWith(`${removed}/`)) continue
    removeTree(`${root}/${path}`)
    removed = path
  }
}

function areAllUnchanged(before: Snapshot, after: Snapshot): boolean {
  return [...before.entries].every(([path, was]) => {
    const is = after.entries.get(path)
    return is !== undefined && isUnchanged(was, is)
  })
}

function isUnchanged(was: SnapshotEntry, is: SnapshotEntry): boolean {
  return (
    was.identity === is.identity &&
    was.mode === is.mode &&
    was.uid === is.uid &&
    was.gid === is.gid &&
    (was.type === 'dir' || (was.size === is.size && was.mtime === is.mtime)) &&
    (was.content === undefined || (is.content !== undefined && Buffer.compare(was.content, is.content) === 0))
  )
}
