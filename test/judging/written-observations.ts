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
import { PROJECTS, type Setup } from './functions.ts'

// Handwritten observations, for behaviour that few reconcilers show.

const ROOT = '/world'

/** Returns a tree as a snapshot. Two entries with the same path and type are the same entry in all snapshots. */
export function snapshotOf(tree: Tree): Snapshot {
  const entries = new Map<string, SnapshotEntry>([['', entryOf('', 'dir', 0o755)]])
  for (const [path, entry] of flatten(tree)) {
    if (entry.type === 'hard-link') throw new Error('a handwritten snapshot has no hard links')
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

/** Returns a report that names nothing and has no output. */
export function report(claim: Report['claim']): Report {
  return { claim, named: null, output: '', exit: claim === 'success' ? 0 : claim === 'failure' ? 1 : null }
}

/** Returns a run that leads from one tree to another. */
export function ran(claim: Report['claim'], from: Snapshot, left: Tree): Run {
  const after = snapshotOf(left)
  return { report: report(claim), after, changes: compare(from, after) }
}

/** The undisturbed runs in one world. */
export interface Seen {
  readonly in: Tree
  /** The report and the result of the first run. Default: it failed and changed nothing. */
  readonly first?: readonly [Report['claim'], Tree]
  readonly second?: readonly [Report['claim'], Tree]
  readonly setup?: Setup
}

/** Returns an observation without trouble. */
export function observed({ in: tree, first = ['failure', tree], second, setup = {} }: Seen): Observation {
  const { homes = ['a'], links = [PROJECTS], equality = null } = setup
  const deployment = { homes, links }
  const before = snapshotOf(tree)
  const firstRun = ran(first[0], before, first[1])
  return {
    deployment,
    equality,
    expectation: expectationOf(before, deployment, equality),
    before,
    first: firstRun,
    ...(second === undefined ? {} : { second: ran(second[0], firstRun.after, second[1]) }),
    umask: 0o022,
  }
}

/** A run under trouble, and the next run. */
export interface Disturbance {
  readonly by: Trouble
  readonly run: readonly [Report['claim'], Tree]
  readonly rerun?: readonly [Report['claim'], Tree]
  /** The tree when the run began. Default: the tree before the undisturbed runs. */
  readonly before?: Tree
  readonly intruded?: Tree
  readonly control?: readonly [Report['claim'], Tree]
  readonly made?: readonly string[]
  /** An entry of `intruded` that the run renamed. */
  readonly renamed?: readonly [from: string, to: string]
  readonly also?: Partial<DisturbedRun>
}

/** Adds a disturbed run to an observation. */
export function disturbed(
  seen: Observation,
  { by, run, rerun, intruded: tree, control, made = [], ...rest }: Disturbance,
): DisturbedObservation {
  const before = rest.before === undefined ? seen.before : snapshotOf(rest.before)
  const intruded = tree === undefined ? null : snapshotOf(tree)
  const left = snapshotOf(run[1])
  const [from, to] = rest.renamed ?? []
  const renamed = intruded?.entries.get(from ?? '')
  const after =
    to === undefined || renamed === undefined
      ? left
      : { ...left, entries: new Map([...left.entries, [to, renamed]]) }
  const disturbedRun = { report: report(run[0]), after, changes: compare(intruded ?? before, after) }
  return {
    undisturbed: seen,
    disturbed: {
      trouble: by,
      before,
      intruded,
      events: [],
      run: disturbedRun,
      reports: [disturbedRun.report],
      rerun: rerun === undefined ? null : ran(rerun[0], before, rerun[1]),
      rerunOn: null,
      made,
      control: control === undefined ? null : ran(control[0], intruded ?? before, control[1]),
      lines: [],
      ...rest.also,
    },
  }
}

/** Returns a reference to the first step of a call on a path. */
export function stepRef(call: string, path: string): StepRef {
  return { among: 'all', index: 0, call, path, nth: 1, volatileNames: [] }
}

/** Returns `held`, `vacuous`, or the summary of a violation with its paths. */
export function answerOf(judgement: Judgement | undefined): unknown {
  return typeof judgement === 'object' ? [judgement.summary, ...judgement.paths] : judgement
}
