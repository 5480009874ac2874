import { existsSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { isWithin, joined, parentsOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { resolve } from '../../damage/resolve.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Run } from '../../observation/run.ts'
import { isChange, type Step, takesAway } from '../../observation/step.ts'
import type { Intruder, StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { volatileIn } from '../volatile-names.ts'
import { eventLogFor } from './event-log.ts'
import { INTRUDER_NAME, intrude } from './intrude.ts'

export type Intrusion = Extract<Trouble, { kind: 'intrusion' }>

const KINDS: readonly Intruder[] = ['file', 'directory', 'link']

/**
 * Returns the intrusions between any two steps: at the path of the next change, and inside any directory that the run
 * removes or replaces later. Right before a change, and in process before every step, each kind of entry is made;
 * elsewhere one kind in turn, and only where the step before which it is made may tell the difference.
 */
export function intrusionsOf(baseline: Baseline): Intrusion[] {
  const { steps, effort, seen, volatileNames } = baseline
  const { isThorough } = effort
  const refs = stepRefsOf(baseline)
  const intrusions = new Map<string, Intrusion>()
  const add = (before: StepRef, path: string, kinds: readonly Intruder[]) => {
    // No other process happens to use a volatile name.
    if (!isFree(seen.before, path) || volatileIn(path, volatileNames).length > 0) return
    for (const makes of kinds) {
      const key = `${before.among} ${before.index} ${makes} ${path}`
      intrusions.set(key, { kind: 'intrusion', before, path, makes })
    }
  }
  for (const [i, { step, ref }] of refs.entries()) {
    if (isThorough) add(ref, placeOf(step), KINDS)
    const next = steps.slice(i).find(isChange)
    if (next === undefined) continue
    const place = placeOf(next)
    if (isThorough || next === step) add(ref, place, KINDS)
    else if (noticesAt(place, step) && steps.slice(0, i).some(earlier => noticesAt(place, earlier)))
      add(ref, place, KINDS.slice(i % KINDS.length, (i % KINDS.length) + 1))
  }
  for (const [directory, last] of removedDirectories(steps, seen.before)) {
    for (const { step, ref } of refs.slice(0, last + 1))
      if (isWithin(step.path, directory)) add(ref, joined(directory, INTRUDER_NAME), ['file'])
  }
  return [...intrusions.values()]
}

/** Runs the subject with an intruder; null where the intruder could make nothing. */
export async function withIntruder(
  world: ReusableWorld,
  trouble: Intrusion,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const { recorded, note, disturbed } = eventLogFor(world)
  const matches = stepMatcher(trouble.before)
  const intrusion: { tree: Snapshot | null; made: readonly string[] } = { tree: null, made: [] }
  const report = await world.report({
    intercept: trouble.before.among,
    interceptor: recorded(step => {
      if (!matches(step) || isInOwnDirectory(trouble.path, baseline, world)) return 'continue'
      intrusion.made = intrude(world.built, world.treeAlone(), trouble.path, trouble.makes)
      const [path] = intrusion.made
      if (path === undefined) return 'continue'
      intrusion.tree = world.built.snapshot()
      note(`another process created ${nounFor(intrusion.tree, path)} at \`${printable(path)}\``)
      return 'continue'
    }),
  })
  const { tree: intruded, made } = intrusion
  const run = world.ended(report, intruded ?? world.before)
  await world.restore(run.after)
  if (intruded === null) return null
  const control = isAnyLost(made, run) ? await controlRun(world, made[0] ?? '', trouble.makes) : null
  return disturbed(run, { trouble, intruded, made, control })
}

/** Runs the subject with the same entry there from the start; null where it cannot be made there. */
async function controlRun(world: ReusableWorld, path: string, makes: Intruder): Promise<Run | null> {
  if (intrude(world.built, world.before, path, makes).length === 0) return null
  const run = await world.runOn(world.built.snapshot())
  await world.restore(run.after)
  return run
}

/** Returns whether a path is in a directory that the run has made for itself, where no other process writes. */
function isInOwnDirectory(path: string, { seen }: Baseline, { built }: ReusableWorld): boolean {
  const { before, expectation } = seen
  if (expectation.places.has(path)) return false
  const isOwn = (parent: string) =>
    !before.entries.has(parent) &&
    !expectation.places.has(parent) &&
    // A directory that cannot be inspected is closed to another process too.
    existsSync(toPath(`${built.root}/${parent}`))
  return parentsOf(path).some(isOwn)
}

/** Returns the existing directories that a run removes, each with the index of the last step that does. */
function removedDirectories(steps: readonly Step[], before: Snapshot): ReadonlyMap<string, number> {
  return new Map(
    steps.flatMap((step, i) =>
      takesAway(step) && before.entries.get(step.path)?.type === 'dir' ? [[step.path, i] as const] : [],
    ),
  )
}

function isAnyLost(made: readonly string[], { changes: { fates } }: Run): boolean {
  return made.some(path => ['destroyed', 'orphaned', 'trivial'].includes(fates.get(path) ?? 'kept'))
}

/** Returns the path where a step makes an entry: there it may overwrite one. */
function placeOf({ path, to }: Step): string {
  return to ?? path
}

/**
 * Returns whether a step may tell whether there is an entry at a path. Before any other step, an intruder does what it does
 * before the next one that may; before the first that may, it does what others had done before the run.
 */
function noticesAt(path: string, step: Step): boolean {
  const isAround = isChange(step) || step.call === 'readdir'
  return [step.path, placeOf(step)].some(one => isWithin(one, path) || (isAround && isWithin(path, one)))
}

/** Returns the entry that an intruder made as a noun. Inside an existing directory, it always makes a file. */
function nounFor(tree: Snapshot, path: string): string {
  const type = tree.entries.get(path)?.type
  if (type === 'link') return 'a symlink'
  return type === 'dir' ? 'a directory' : 'a file'
}

/** Returns whether an intruder could make an entry at a path, or in a directory there, before the run. */
function isFree(before: Snapshot, path: string): boolean {
  const own = resolve(before, path, false)
  return own.leads === 'nowhere' || (own.leads === 'there' && own.entry.type === 'dir')
}
