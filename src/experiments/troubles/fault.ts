import { lstatSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { kindOf, type Step, type StepKind } from '../../observation/step.ts'
import type { EveryStep, StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { isAt, volatileIn } from '../volatile-names.ts'
import { eventLogFor, NO_EXTRAS } from './event-log.ts'
import { rerun } from './rerun.ts'

export type Fault = Extract<Trouble, { kind: 'fault' }>

/** The errors of a call of each kind. `ENOENT` is not among them: it says that the entry is absent, and is no failure. */
const ERRNOS: Readonly<Record<StepKind, readonly string[]>> = {
  look: ['EIO', 'EACCES', 'ELOOP', 'ENAMETOOLONG'],
  make: ['ENOSPC', 'EACCES', 'EROFS', 'EIO', 'ELOOP', 'ENAMETOOLONG'],
  remove: ['EACCES', 'EIO', 'EROFS'],
  write: ['ENOSPC', 'EIO', 'EACCES'],
}
/** How many of them, from the first, take turns where the effort is not thorough. */
const USUAL: Readonly<Record<StepKind, number>> = { look: 2, make: 3, remove: 2, write: 2 }

/**
 * Returns a fault at each step, and a lasting one for each kind of step on each path: a loop recovers from a call that
 * fails once at its next turn. In process each fault comes with every errno, for a command with one errno in turn.
 */
export function faultsOf(baseline: Baseline): Fault[] {
  const { steps, effort, volatileNames } = baseline
  const { isThorough } = effort
  const groups = new Map<string, { readonly every: EveryStep; readonly times: number }>()
  for (const { kind, path } of steps) {
    const key = `${kind} ${path}`
    const every = { every: kind, path, volatileNames: volatileIn(path, volatileNames) }
    groups.set(key, { every, times: (groups.get(key)?.times ?? 0) + 1 })
  }
  // Where there is only one such call, the lasting fault is the same as the single one.
  const isRepeated = ({ kind, path }: Step) => (groups.get(`${kind} ${path}`)?.times ?? 0) > 1
  const single = stepRefsOf(baseline).flatMap((at, i) => {
    const step = steps[i]
    if (step === undefined || (!isThorough && !isRepeated(step))) return []
    return errnosOf(step.kind, i, isThorough).map(errno => fault(at, errno))
  })
  const lasting = [...groups.values()].flatMap(({ every }, i) =>
    errnosOf(every.every, i + 1, isThorough).map(errno => fault(every, errno)),
  )
  // The most dangerous come first: a look that fails rarely loses data.
  const isLook = ({ at }: Fault) => ('every' in at ? at.every : kindOf(at.call)) === 'look'
  const all = [...single, ...lasting]
  return [...all.filter(one => !isLook(one)), ...all.filter(isLook)]
}

/** Runs the subject with a fault, and again on the result; null where the fault never struck. */
export async function withFault(
  world: ReusableWorld,
  trouble: Fault,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const { at, errno } = trouble
  const matches =
    'every' in at ? ({ kind, path }: Step) => kind === at.every && isAt(at, path) : stepMatcher(at)
  const { events, recorded, note } = eventLogFor(world)
  let struck = 0
  const { before } = world
  const run = await world.run({
    intercept: 'every' in at ? (at.every === 'look' ? 'all' : 'changes') : at.among,
    interceptor: recorded(step => {
      // A call that makes an entry fails with EEXIST where one exists, before it can fail for another reason.
      if (!matches(step) || isTaken(world, step)) return 'continue'
      struck += 1
      return { errno }
    }),
  })
  if (struck === 0) {
    await world.restore(run.after)
    return null
  }
  if ('every' in at && struck > 1) note(`${struck} calls failed like this`)
  const next = await rerun(world, baseline, run)
  await world.restore((next ?? run).after)
  return { ...NO_EXTRAS, ...{ trouble, before, events, run, reports: [run.report], rerun: next } }
}

function isTaken({ built }: ReusableWorld, { call, path }: Step): boolean {
  if (!['mkdir', 'symlink', 'link', 'mknod'].includes(call)) return false
  try {
    return lstatSync(toPath(`${built.root}/${path}`), { throwIfNoEntry: false }) !== undefined
  } catch {
    return false
  }
}

function fault(at: StepRef | EveryStep, errno: string): Fault {
  return { kind: 'fault', at, errno }
}

function errnosOf(kind: StepKind, turn: number, isThorough: boolean): readonly string[] {
  if (isThorough) return ERRNOS[kind]
  const errno = ERRNOS[kind][turn % USUAL[kind]]
  return errno === undefined ? [] : [errno]
}
