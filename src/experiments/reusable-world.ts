import { removeTree } from '../../fixtures/disk/remove.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { changesIn } from '../observation/changes.ts'
import type { Report } from '../observation/report.ts'
import type { Run } from '../observation/run.ts'
import type { Interceptor } from '../subjects/interceptor.ts'
import type { Interception, Job } from '../subjects/subject.ts'
import { type BuiltWorld, buildWorld } from './built-world.ts'
import { type Harness, withoutAllowed } from './harness.ts'

/** One world in which run follows run: in between it is put back as it was, which costs less than to build another. */
export interface ReusableWorld {
  readonly harness: Harness
  readonly spec: WorldSpec
  readonly built: BuiltWorld
  /** The world as it stands when nothing has been run. */
  readonly before: Snapshot
  readonly job: (runIndex?: number) => Job
  /** Runs the subject once, and compares with `before`. */
  readonly run: (under?: InterceptedBy) => Promise<Run>
  /** Runs the subject once, and asks an interceptor; of several runs at once, `runIndex` says which one it is. */
  readonly report: (under: InterceptedBy, runIndex?: number) => Promise<Report>
  /** What became of everything, after a run that is told of elsewhere: against `before`, or what stood there since. */
  readonly ended: (report: Report, stood?: Snapshot) => Run
  readonly restore: (after: Snapshot) => void
}

/** An interceptor, and before which steps it is asked. */
export interface InterceptedBy {
  readonly interceptor: Interceptor
  readonly intercept: Interception['intercept']
}

export function openWorld(harness: Harness, spec: WorldSpec): ReusableWorld {
  const { subject } = harness
  const built = buildWorld(harness, spec)
  let before = built.snapshot()
  const job = (runIndex = 0) => ({ ...built.jobFor(spec.deployment), runIndex })
  const ended = (report: Report, stood = before): Run => {
    const after = built.snapshot()
    return { report, after, changes: withoutAllowed(changesIn(stood, after, spec.deployment), harness) }
  }
  const report = ({ interceptor, intercept }: InterceptedBy, runIndex = 0) =>
    subject.runIntercepted(job(runIndex), interceptor, { intercept, attributed: harness.records === 'lines' })
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
    run: async under => ended(await (under === undefined ? subject.run(job()) : report(under))),
    restore: after => {
      built.clearTemp()
      if (!isAllThere(before, after)) {
        built.rebuild()
        before = built.snapshot()
        return
      }
      // What lies in a new directory goes with it.
      const added = [...after.entries.keys()].filter(path => !before.entries.has(path)).sort()
      let last: string | undefined
      for (const path of added) {
        if (last !== undefined && path.startsWith(`${last}/`)) continue
        removeTree(`${built.root}/${path}`)
        last = path
      }
    },
  }
}

/** Whether everything that stood in a tree still stands there, itself and as it was. */
function isAllThere(before: Snapshot, after: Snapshot): boolean {
  for (const [path, was] of before.entries) {
    const is = after.entries.get(path)
    if (is === undefined || !isUnchanged(was, is)) return false
  }
  return true
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
