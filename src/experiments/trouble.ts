import { lstatSync } from 'node:fs'
import { toPath } from '../../fixtures/bytes.ts'
import { errnoOf } from '../../fixtures/errno.ts'
import { textOf } from '../../fixtures/names.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'
import { compare } from '../damage/compare.ts'
import { askedOf } from '../laws/asked.ts'
import type { Disturbed, Point, Trouble } from '../laws/disturbed.ts'
import type { TroubleKind } from '../laws/law.ts'
import type { Observation } from '../laws/observation.ts'
import { isChange } from '../subjects/director.ts'
import type { Missed } from '../subjects/report.ts'
import type { ScriptSubject } from '../subjects/script.ts'
import type { Subject } from '../subjects/subject.ts'
import { type Arena, openArena } from './arena.ts'
import type { Baseline } from './baseline.ts'
import { crashesOf, withCrash } from './crash.ts'
import { faultsOf, withFault } from './fault.ts'
import { interleave } from './interleave.ts'
import { intrusionsOf, withIntruder } from './intruder.ts'
import { judged, type Lab } from './lab.ts'
import { liveWritesOf, withAgents } from './live-writer.ts'
import { racesOf, withOthers } from './race.ts'

/** How the troubles of one kind were tried in one world. */
export interface Tried {
  readonly kind: TroubleKind
  /** Runs in which the trouble struck. */
  readonly struck: number
  /** Runs in which it did not: they say nothing. */
  readonly missed: number
  /** Orders of the calls of two runs that these stand for; 0 where they stand for themselves. */
  readonly orders: number
  readonly seconds: number
}

export interface Troubling {
  readonly kinds: ReadonlySet<TroubleKind>
  readonly seed: number
  /** Which of the worlds under trouble it is, from 0. */
  readonly turn: number
  /** Troubles that have struck before in another world, where the same stood in the same place; null to try all. */
  readonly known: Set<string> | null
  /** Hears of each disturbed run; false where no more of its kind is needed. */
  readonly onSeen: (seen: Observation) => boolean
  readonly onTried: (tried: Tried) => void
}

/** Runs a subject in one world under every trouble of some kinds. */
export async function underTrouble(lab: Lab, spec: WorldSpec, troubling: Troubling): Promise<void> {
  const arena = openArena(lab, spec)
  const others = Array.from({ length: lab.subject.parallel - 1 }, () => openArena(lab, spec))
  const arenas = [arena, ...others]
  try {
    const { baseline, stands } = await baselineIn(arena, troubling)
    if (baseline.steps.length === 0) return
    for (const kind of troubling.kinds) {
      await tryAll(kind, arenas, baseline, stands, troubling)
    }
  } finally {
    for (const { site } of arenas) site.remove()
  }
}

/** Runs a subject under one trouble that is known; null where it does not strike in this world. */
export async function underOne(lab: Lab, spec: WorldSpec, trouble: Trouble): Promise<Observation | null> {
  const arena = openArena(lab, spec)
  try {
    const { baseline } = await baselineIn(arena, { seed: 0, turn: 0 })
    const disturbed = await disturb(arena, trouble, baseline)
    return disturbed && { ...baseline.seen, disturbed }
  } finally {
    arena.site.remove()
  }
}

async function tryAll(
  kind: TroubleKind,
  arenas: readonly Arena[],
  baseline: Baseline,
  stands: (trouble: Trouble) => string | null,
  { known, onSeen, onTried }: Troubling,
): Promise<void> {
  const began = performance.now()
  let [struck, missed, orders, isEnough] = [0, 0, 0, false]
  const take = (disturbed: Disturbed | null) => {
    if (disturbed === null) {
      missed += 1
      return
    }
    struck += 1
    if (!onSeen({ ...baseline.seen, disturbed })) isEnough = true
  }
  const [arena] = arenas
  const subject = arena?.lab.subject
  let troubles = troublesOf(kind, baseline)
  if (kind === 'race' && arena !== undefined && subject !== undefined && isScript(subject)) {
    const all = await interleave(arena, subject)
    orders = all.orders ?? 0
    for (const disturbed of all.ends) take(disturbed)
    // All orders of two are told by that.
    troubles = troubles.filter(one => one.kind === 'race' && (one.runs > 2 || all.orders === null))
  }
  const left = troubles.filter(trouble => isNew(stands(trouble), known)).entries()
  // Taken in their order, whichever is done first: the same run says the same.
  const done = new Map<number, Disturbed | null>()
  let taken = 0
  await Promise.all(
    arenas.map(async one => {
      for (const [i, trouble] of left) {
        done.set(i, await disturb(one, trouble, baseline))
        for (let next = done.get(taken); next !== undefined && !isEnough; next = done.get(taken)) {
          take(next)
          done.delete(taken)
          taken += 1
        }
        if (isEnough) break
      }
    }),
  )
  onTried({ kind, struck, missed, orders, seconds: (performance.now() - began) / 1000 })
}

function troublesOf(kind: TroubleKind, baseline: Baseline): Trouble[] {
  switch (kind) {
    case 'crash':
      return crashesOf(baseline)
    case 'fault':
      return faultsOf(baseline)
    case 'race':
      return racesOf(baseline)
    case 'intrusion':
      return intrusionsOf(baseline)
    case 'live-writes':
      return liveWritesOf(baseline)
  }
}

/** Makes a trouble; null where it did not strike, or not as it was to: what was seen would be told wrongly. */
async function disturb(arena: Arena, trouble: Trouble, baseline: Baseline): Promise<Disturbed | null> {
  const disturbed = await struckBy(arena, trouble, baseline)
  const missed = missedBy(disturbed)
  if (missed !== 'late') return missed === null ? disturbed : null
  // The next time there is more time to decide.
  const again = await struckBy(arena, trouble, baseline)
  return missedBy(again) === null ? again : null
}

function missedBy(disturbed: Disturbed | null): Missed | null {
  const [missed] = disturbed?.reports.flatMap(report => report.missed ?? []) ?? []
  // In a race, and for an agent, any moment is as good as another.
  const isPrecise = disturbed?.trouble.kind === 'crash' || disturbed?.trouble.kind === 'intrusion'
  return missed === undefined || (missed === 'late' && !isPrecise) ? null : missed
}

function struckBy(arena: Arena, trouble: Trouble, baseline: Baseline): Promise<Disturbed | null> {
  switch (trouble.kind) {
    case 'crash':
      return withCrash(arena, trouble, baseline)
    case 'fault':
      return withFault(arena, trouble, baseline)
    case 'race':
      return withOthers(arena, trouble, baseline)
    case 'intrusion':
      return withIntruder(arena, trouble)
    case 'live-writes':
      return withAgents(arena, trouble)
  }
}

interface Undisturbed {
  readonly baseline: Baseline
  /** What makes a trouble the same in two worlds: where it strikes, and what stands there. Null for one that never is. */
  readonly stands: (trouble: Trouble) => string | null
}

async function baselineIn(
  arena: Arena,
  { seed, turn }: Pick<Troubling, 'seed' | 'turn'>,
): Promise<Undisturbed> {
  const { lab, site, spec } = arena
  const { subject, equality } = lab
  const { before } = arena
  const steps: Baseline['steps'][number][] = []
  const standing: string[] = []
  const began = performance.now()
  const first = await arena.run({
    sees: 'all',
    director: step => {
      steps.push(step)
      if (subject.kind === 'command')
        standing.push(`${step.call} ${plain(step.path)} ${what(arena, step.path)}`)
      return 'go'
    },
  })
  const milliseconds = performance.now() - began
  const report = await subject.run(arena.job())
  const after = site.snapshot()
  const second = { report, after, changes: judged(compare(first.after, after), lab) }
  arena.putBack(after)
  const { deployment } = spec
  const asked = askedOf(before, deployment, equality)
  const seen = { deployment, equality, asked, before, first, second, umask: process.umask() }
  const baseline: Baseline = {
    ...{ seen, steps, seed, turn, milliseconds },
    isThorough: subject.kind === 'in-process',
    rerunOn: new Set(),
  }
  return { baseline, stands: trouble => standsAt(trouble, steps, standing) }
}

function standsAt(trouble: Trouble, steps: Baseline['steps'], standing: readonly string[]): string | null {
  switch (trouble.kind) {
    case 'crash':
      return `crash ${standing[positionOf(trouble.before, steps)]}`
    case 'fault': {
      const { at, errno } = trouble
      if (!('every' in at)) return `fault ${standing[positionOf(at, steps)]} ${errno}`
      const all = standing.filter((_, i) => steps[i]?.kind === at.every && steps[i]?.path === at.path)
      return `fault ${all.join()} ${errno}`
    }
    case 'intrusion':
      return `intrusion ${standing[positionOf(trouble.before, steps)]} ${trouble.makes} ${plain(trouble.path)}`
    case 'race':
      return trouble.order.by === 'holding'
        ? `race ${standing[positionOf(trouble.order.before, steps)]}`
        : null
    case 'live-writes':
      return null
  }
}

/** Which of all steps a point is. */
function positionOf({ among, index }: Point, steps: Baseline['steps']): number {
  if (among === 'all') return index
  let changes = -1
  return steps.findIndex(step => {
    if (isChange(step)) changes += 1
    return changes === index
  })
}

function isNew(key: string | null, known: Set<string> | null): boolean {
  if (known === null || key === null) return true
  if (known.has(key)) return false
  known.add(key)
  return true
}

/** What stands at a path: its type, and a link's text. */
function what({ site, before }: Arena, path: string): string {
  const at = `${site.root}/${path}`
  try {
    const stat = lstatSync(toPath(at), { throwIfNoEntry: false })
    if (stat === undefined) return 'nothing'
    if (stat.isSymbolicLink()) return `a link to ${textOf(at).replaceAll(before.seenAs, '{root}')}`
    return stat.isDirectory() ? 'a directory' : 'a file'
  } catch (error) {
    return errnoOf(error) ?? 'unknown'
  }
}

/** A path without what is new in each run, such as the number of a process. */
function plain(path: string): string {
  return path.replace(/\d{3,}/g, '#')
}

function isScript(subject: Subject): subject is ScriptSubject {
  return 'start' in subject
}
