import { contentOf } from '../../fixtures/disk/build.ts'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { Tree } from '../../fixtures/tree.ts'
import { compare } from '../../src/damage/compare.ts'
import type { Judgement } from '../../src/laws/law.ts'
import type { DisturbedRun } from '../../src/observation/disturbed-run.ts'
import { expectationOf } from '../../src/observation/expectation.ts'
import type { DisturbedObservation, Observation } from '../../src/observation/observation.ts'
import type { Report } from '../../src/observation/report.ts'
import type { Run } from '../../src/observation/run.ts'
import type { StepRef, Trouble } from '../../src/observation/trouble.ts'
import { PROJECTS, type Scene } from './functions.ts'

// Observations that are written down: what a law says of what hardly any reconciler does.

const ROOT = '/world'

/** A tree as a snapshot. Two entries of one path and type are the same entry in all of them. */
export function written(tree: Tree): Snapshot {
  const entries = new Map<string, SnapshotEntry>([['', entryOf('', 'dir', 0o755)]])
  for (const [path, entry] of flatten(tree)) {
    if (entry.type === 'hard-link') throw new Error('a written tree has no hard links')
    const mode =
      'mode' in entry && entry.mode !== undefined ? entry.mode : entry.type === 'file' ? 0o644 : 0o755
    const own = entryOf(path, entry.type, mode)
    if (entry.type === 'link') entries.set(path, { ...own, text: entry.text.replaceAll('{root}', ROOT) })
    else if (entry.type === 'file') {
      const content = contentOf(entry.content)
      entries.set(path, { ...own, content, size: content.length })
    } else entries.set(path, own)
  }
  return { root: ROOT, seenAs: ROOT, entries }
}

function entryOf(path: string, type: SnapshotEntry['type'], mode: number): SnapshotEntry {
  return { type, mode, uid: 0, gid: 0, size: 0, mtime: 0, identity: `${path} ${type}` }
}

/** A report of a run, which says nothing but whether it succeeded. */
export function report(claim: Report['claim']): Report {
  return { claim, named: null, output: '', exit: claim === 'success' ? 0 : claim === 'failure' ? 1 : null }
}

/** A run that left a tree. */
export function ran(claim: Report['claim'], from: Snapshot, left: Tree): Run {
  const after = written(left)
  return { report: report(claim), after, changes: compare(from, after) }
}

/** What was seen of a run, and of a second one if there was any. */
export interface Seen {
  readonly in: Tree
  /** What it reported and left; that it failed, and left all as it was, unless given. */
  readonly first?: readonly [Report['claim'], Tree]
  readonly second?: readonly [Report['claim'], Tree]
  readonly scene?: Scene
}

/** An observation without trouble. */
export function observed({ in: tree, first = ['failure', tree], second, scene = {} }: Seen): Observation {
  const { homes = ['a'], links = [PROJECTS], equality = null } = scene
  const deployment = { homes, links }
  const before = written(tree)
  const once = ran(first[0], before, first[1])
  return {
    deployment,
    equality,
    expectation: expectationOf(before, deployment, equality),
    before,
    first: once,
    ...(second === undefined ? {} : { second: ran(second[0], once.after, second[1]) }),
    umask: 0o022,
  }
}

/** What a run did under trouble, and what a run after it did. */
export interface Struck {
  readonly by: Trouble
  readonly run: readonly [Report['claim'], Tree]
  readonly rerun?: readonly [Report['claim'], Tree]
  /** What stood there when it began; what stood there before all unless given. */
  readonly before?: Tree
  readonly stood?: Tree
  readonly control?: readonly [Report['claim'], Tree]
  readonly made?: readonly string[]
  /** An entry of what stood there, and under which name the run has left it. */
  readonly renamed?: readonly [from: string, to: string]
  readonly also?: Partial<DisturbedRun>
}

/** The same observation, of a run under trouble. */
export function disturbed(
  seen: Observation,
  { by, run, rerun, stood, control, made = [], ...rest }: Struck,
): DisturbedObservation {
  const before = rest.before === undefined ? seen.before : written(rest.before)
  const there = stood === undefined ? null : written(stood)
  const left = written(run[1])
  const [from, to] = rest.renamed ?? []
  const itself = there?.entries.get(from ?? '')
  const after =
    to === undefined || itself === undefined
      ? left
      : { ...left, entries: new Map([...left.entries, [to, itself]]) }
  const struck = { report: report(run[0]), after, changes: compare(there ?? before, after) }
  return {
    undisturbed: seen,
    disturbed: {
      trouble: by,
      before,
      stood: there,
      events: [],
      run: struck,
      reports: [struck.report],
      rerun: rerun === undefined ? null : ran(rerun[0], before, rerun[1]),
      made,
      control: control === undefined ? null : ran(control[0], there ?? before, control[1]),
      lines: [],
      ...rest.also,
    },
  }
}

/** A step of a run. */
export function point(call: string, path: string): StepRef {
  return { among: 'all', index: 0, call, path, nth: 1, volatileNames: [] }
}

/** `held`, `beside`, or the summary of a break and the paths that it is about. */
export function told(judgement: Judgement | undefined): unknown {
  return typeof judgement === 'object' ? [judgement.summary, ...judgement.paths] : judgement
}
