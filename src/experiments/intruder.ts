import { existsSync, lstatSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { toPath } from '../../fixtures/bytes.ts'
import { errnoOf } from '../../fixtures/errno.ts'
import { isWithin, joined, parentOf, parentsOf } from '../../fixtures/flat.ts'
import { printable } from '../../fixtures/printable.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { resolve } from '../damage/resolve.ts'
import type { Disturbed, Intruder, Point, Trouble } from '../laws/disturbed.ts'
import type { Run } from '../laws/observation.ts'
import { isChange, type Step } from '../subjects/director.ts'
import type { Arena } from './arena.ts'
import type { Baseline } from './baseline.ts'
import { eventsOf, NOTHING_MORE } from './events.ts'
import { freshIn } from './fresh-names.ts'
import { finder, pointsOf } from './points.ts'

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
  const { steps, isThorough, seen, fresh } = baseline
  const points = pointsOf(baseline)
  const intrusions: Intrusion[] = []
  const add = (before: Point | undefined, path: string, makes: readonly Intruder[]) => {
    // Nobody comes upon a name that is new in each run.
    if (before !== undefined && isFree(seen.before, path) && freshIn(path, fresh).length === 0)
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
  arena: Arena,
  trouble: Intrusion,
  baseline: Baseline,
): Promise<Disturbed | null> {
  const { before } = arena
  const { events, director, tell } = eventsOf(arena)
  const isAtPoint = finder(trouble.before)
  let seen: Snapshot | null = null
  let made: readonly string[] = []
  const report = await arena.lab.subject.direct(
    arena.job(),
    director(step => {
      if (!isAtPoint(step)) return 'go'
      if (isInsideItsOwn(trouble.path, baseline, arena)) return 'go'
      made = intrude(arena, trouble.path, trouble.makes)
      if (made.length === 0) return 'go'
      seen = arena.site.snapshot()
      tell(`somebody else made ${articled(seen, made[0] ?? '')} at \`${printable(made[0] ?? '')}\``)
      return 'go'
    }),
    trouble.before.among,
  )
  const stood: Snapshot | null = seen
  const run = arena.ended(report, stood ?? before)
  const isLost = stood !== null && isAnyLost(made, run)
  arena.putBack(run.after)
  if (stood === null) return null
  return {
    ...NOTHING_MORE,
    ...{ trouble, before, stood, events, run, reports: [report], made },
    control: isLost ? await fromTheStart(arena, made[0] ?? '', trouble.makes) : null,
  }
}

/** Whether a path is in a directory that the run has made for itself, in which nobody else has anything to do. */
function isInsideItsOwn(path: string, { seen }: Baseline, { site }: Arena): boolean {
  const { before, asked } = seen
  if (asked.places.has(path)) return false
  const isMade = (parent: string) =>
    !before.entries.has(parent) &&
    !asked.places.has(parent) &&
    // What may not be looked at is nothing to somebody else either.
    existsSync(toPath(`${site.root}/${parent}`))
  return parentsOf(path).some(isMade)
}

/** What the subject does to the same if it stands there from the start. */
async function fromTheStart(arena: Arena, path: string, makes: Intruder): Promise<Run | null> {
  if (intrude(arena, path, makes).length === 0) return null
  const stood = arena.site.snapshot()
  const run = arena.ended(await arena.lab.subject.run(arena.job()), stood)
  arena.putBack(run.after)
  return run
}

function isAnyLost(made: readonly string[], { changes: { fates } }: Run): boolean {
  return made.some(path => ['destroyed', 'orphaned', 'trivial'].includes(fates.get(path) ?? 'kept'))
}

/**
 * Makes something at a path, with its missing parents; inside of a directory that stands there. Returns the paths
 * of what was made, the thing itself first; none where something else stands there, or the way to it is blocked.
 */
function intrude({ site }: Arena, wanted: string, makes: Intruder): string[] {
  // Where the path leads is read from the tree: a link in it may lead out of the world on this side of a mount.
  const tree = site.snapshot()
  const own = resolve(tree, wanted, false)
  const isDirectory = own.leads === 'there' && own.entry.type === 'dir'
  if (own.leads === 'there' && !isDirectory) return []
  if (own.leads !== 'there' && own.leads !== 'nowhere') return []
  const path = own.leads === 'there' ? joined(own.path, 'somebody-else') : own.whole
  if (tree.entries.has(path) || tree.entries.has(ASIDE)) return []
  const at = (relative: string) => toPath(`${site.root}/${relative}`)
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
