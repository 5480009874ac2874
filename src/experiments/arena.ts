import { removeTree } from '../../fixtures/remove.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'
import { changesIn } from '../laws/changes.ts'
import type { Run } from '../laws/observation.ts'
import type { Director } from '../subjects/director.ts'
import type { Report } from '../subjects/report.ts'
import type { Job } from '../subjects/subject.ts'
import { judged, type Lab } from './lab.ts'
import { buildSite, type Site } from './site.ts'

/** One world in which run follows run: in between it is put back as it was, which costs less than to build another. */
export interface Arena {
  readonly lab: Lab
  readonly spec: WorldSpec
  readonly site: Site
  /** The world as it stands when nothing has been run. */
  readonly before: Snapshot
  readonly job: (party?: number) => Job
  /** Runs the subject once; what it changed is told against `before`. */
  readonly run: (under?: Directed) => Promise<Run>
  /** What became of everything, after a run that is told of elsewhere: against `before`, or what stood there since. */
  readonly ended: (report: Report, stood?: Snapshot) => Run
  readonly putBack: (after: Snapshot) => void
}

/** How a run is disturbed. */
export interface Directed {
  readonly director: Director
  readonly sees: 'changes' | 'all'
}

export function openArena(lab: Lab, spec: WorldSpec): Arena {
  const { subject } = lab
  const site = buildSite(lab, spec)
  let before = site.snapshot()
  const job = (party = 0) => ({ ...site.jobFor(spec.deployment), party })
  const ended = (report: Report, stood = before): Run => {
    const after = site.snapshot()
    return { report, after, changes: judged(changesIn(stood, after, spec.deployment), lab) }
  }
  return {
    lab,
    spec,
    site,
    get before() {
      return before
    },
    job,
    ended,
    run: async under =>
      ended(
        await (under === undefined ? subject.run(job()) : subject.direct(job(), under.director, under.sees)),
      ),
    putBack: after => {
      site.clearTemp()
      if (!isAllThere(before, after)) {
        site.rebuild()
        before = site.snapshot()
        return
      }
      // What lies in a new directory goes with it.
      const added = [...after.entries.keys()].filter(path => !before.entries.has(path)).sort()
      let last: string | undefined
      for (const path of added) {
        if (last !== undefined && path.startsWith(`${last}/`)) continue
        removeTree(`${site.root}/${path}`)
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
