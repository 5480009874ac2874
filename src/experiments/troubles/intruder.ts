import { existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { isWithin, joined, parentOf, parentsOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { resolve } from '../../damage/resolve.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Run } from '../../observation/run.ts'
import { isChange, type Step } from '../../observation/step.ts'
import type { Intruder, StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { finder, stepRefsOf } from '../step-refs.ts'
import { volatileIn } from '../volatile-names.ts'
import { eventsOf, NOTHING_MORE } from './event-log.ts'

export type Intrusion = Extract<Trouble, { kind: 'intrusion' }>

const MAKES: readonly Intruder[] = ['file', 'directory', 'link']
/** What an intruder's link leads to. */
const ASIDE = '.somebody-else'

/**
 * Somebody else who acts in every gap between two steps: at the path of the next change, and inside of any directory
 * that is removed or replaced later. Right before a change, and in process before every step, with all that can be
 * made; elsewhere with one by turns.
 */
export function intrusionsOf(baseline: Baseline): Intrusion[] {
  const { steps, effort, seen, volatileNames } = baseline
  const { isThorough } = effort
  const points = stepRefsOf(baseline)
  const intrusions: Intrusion[] = []
  const add = (before: StepRef | undefined, path: string, makes: readonly Intruder[]) => {
    // Nobody comes upon a name that is new in each run.
    if (before !== undefined && isFree(seen.before, path) && volatileIn(path, volatileNames).length === 0)
      for (const one of makes) intrusions.push({ kind: 'intrusion', before, path, makes: one })
  }
  for (const [i, step] of steps.entries()) {
    if (isThorough) add(points[i], placeOf(step), MAKES)
    const next = steps.slice(i).find(isChange)
    if (next === undefined) continue
    const isCritical = isThorough || next === step
    add(points[i], placeOf(next), isCritical ? MAKES : MAKES.slice(i % MAKES.length, (i % MAKES.length) + 1))
  }
  const removed = [...new Set(steps.filter(({ kind }) => kind === 'remove').map(({ path }) => path))].filter(
    path => seen.before.entries.get(path)?.type === 'dir',
  )
  for (const directory of removed) {
    const last = steps.findLastIndex(({ kind, path }) => kind === 'remove' && path === directory)
    for (const [i, step] of steps.entries()) {
      if (i <= last && isWithin(step.path, directory))
        add(points[i], joined(directory, 'somebody-else'), ['file'])
    }
  }
  return distinct(intrusions)
}

/** Runs the subject with an intruder; null where there was nothing for it to do. */
export async function withIntruder(
  reusable: ReusableWorld,
  trouble: Intrusion,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const { before } = reusable
  const { events, interceptor, tell } = eventsOf(reusable)
  const isAtPoint = finder(trouble.before)
  let seen: Snapshot | null = null
  let made: readonly string[] = []
  const report = await reusable.report({
    intercept: trouble.before.among,
    interceptor: interceptor(step => {
      if (!isAtPoint(step)) return 'continue'
      if (isInsideItsOwn(trouble.path, baseline, reusable)) return 'continue'
      made = intrude(reusable, trouble.path, trouble.makes)
      if (made.length === 0) return 'continue'
      seen = reusable.built.snapshot()
      tell(`somebody else made ${articled(seen, made[0] ?? '')} at \`${printable(made[0] ?? '')}\``)
      return 'continue'
    }),
  })
  const stood: Snapshot | null = seen
  const run = reusable.ended(report, stood ?? before)
  const isLost = stood !== null && isAnyLost(made, run)
  reusable.restore(run.after)
  if (stood === null) return null
  return {
    ...NOTHING_MORE,
    ...{ trouble, before, stood, events, run, reports: [report], made },
    control: isLost ? await fromTheStart(reusable, made[0] ?? '', trouble.makes) : null,
  }
}

/** Whether a path is in a directory that the run has made for itself, in which nobody else has anything to do. */
function isInsideItsOwn(path: string, { seen }: Baseline, { built }: ReusableWorld): boolean {
  const { before, expectation } = seen
  if (expectation.places.has(path)) return false
  const isMade = (parent: string) =>
    !before.entries.has(parent) &&
    !expectation.places.has(parent) &&
    // What may not be looked at is nothing to somebody else either.
    existsSync(toPath(`${built.root}/${parent}`))
  return parentsOf(path).some(isMade)
}

/** What the subject does to the same if it stands there from the start. */
async function fromTheStart(reusable: ReusableWorld, path: string, makes: Intruder): Promise<Run | null> {
  if (intrude(reusable, path, makes).length === 0) return null
  const stood = reusable.built.snapshot()
  const run = reusable.ended(await reusable.harness.subject.run(reusable.job()), stood)
  reusable.restore(run.after)
  return run
}

function isAnyLost(made: readonly string[], { changes: { fates } }: Run): boolean {
  return made.some(path => ['destroyed', 'orphaned', 'trivial'].includes(fates.get(path) ?? 'kept'))
}

/**
 * Makes something at a path, with its missing parents; inside of a directory that stands there. Returns the paths
 * of what was made, the thing itself first; none where something else stands there, or the way to it is blocked.
 */
function intrude({ built }: ReusableWorld, wanted: string, makes: Intruder): string[] {
  // Where the path leads is read from the tree: a link in it may lead out of the world on this side of a mount.
  const tree = built.snapshot()
  const own = resolve(tree, wanted, false)
  const isDirectory = own.leads === 'there' && own.entry.type === 'dir'
  if (own.leads === 'there' && !isDirectory) return []
  if (own.leads !== 'there' && own.leads !== 'nowhere') return []
  const path = own.leads === 'there' ? joined(own.path, 'somebody-else') : own.whole
  if (tree.entries.has(path) || tree.entries.has(ASIDE)) return []
  const at = (relative: string) => toPath(`${built.root}/${relative}`)
  const made: string[] = []
  const write = (file: string) => {
    writeFileSync(at(file), `somebody else's, at ${path}\n`, { flag: 'wx' })
    made.push(file)
  }
  const directory = (folder: string) => {
    mkdirSync(at(folder))
    made.push(folder)
    write(`${folder}/only.jsonl`)
  }
  try {
    mkdirSync(at(parentOf(path)), { recursive: true })
    if (makes === 'file' || isDirectory) write(path)
    else if (makes === 'directory') directory(path)
    else {
      symlinkSync(toPath(`${tree.seenAs}/${ASIDE}`), at(path))
      made.push(path)
      directory(ASIDE)
    }
  } catch (error) {
    // Somebody may be kept out by a mode, as anybody is.
    if (errnoOf(error) === undefined) throw error
  }
  return made.filter(one => lstatSync(at(one), { throwIfNoEntry: false }) !== undefined)
}

/** Where a change makes something: there it may overwrite. */
function placeOf({ path, to }: Step): string {
  return to ?? path
}

/** What was made: in a directory that stood there it is a file, whatever was to be made. */
function articled(seen: Snapshot, path: string): string {
  const type = seen.entries.get(path)?.type
  if (type === 'link') return 'a symlink'
  return type === 'dir' ? 'a directory' : 'a file'
}

/** Whether somebody could make something at a path, or inside of what stands there, when nothing has been done yet. */
function isFree(before: Snapshot, path: string): boolean {
  const own = resolve(before, path, false)
  return own.leads === 'nowhere' || (own.leads === 'there' && own.entry.type === 'dir')
}

function distinct(intrusions: readonly Intrusion[]): Intrusion[] {
  const seen = new Set<string>()
  return intrusions.filter(({ before, path, makes }) => {
    const key = `${before.among} ${before.index} ${makes} ${path}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
