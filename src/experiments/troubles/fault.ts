import { lstatSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { kindOf, type Step, type StepKind } from '../../observation/step.ts'
import type { EveryStep, StepRef, Trouble } from '../../observation/trouble.ts'
import { orNull } from '../../subjects/or-null.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher, stepRefsOf } from '../step-refs.ts'
import { isAt, volatileIn } from '../volatile-names.ts'
import { withStruckSteps } from './struck-steps.ts'

export type Fault = Extract<Trouble, { kind: 'fault' }>

/** The errors of a call of each kind. `ENOENT` is not among them: it says that the entry is absent, and is no failure. */
const ERRNOS: Readonly<Record<StepKind, readonly string[]>> = {
  look: ['EIO', 'EACCES', 'ELOOP', 'ENAMETOOLONG'],
  make: ['ENOSPC', 'EACCES', 'EROFS', 'EIO', 'ELOOP', 'ENAMETOOLONG'],
  move: ['EACCES', 'EIO', 'EROFS'],
  remove: ['EACCES', 'EIO', 'EROFS'],
  write: ['ENOSPC', 'EIO', 'EACCES'],
}
/** How many of them, from the first, take turns where the effort is not thorough. */
const USUAL: Readonly<Record<StepKind, number>> = { look: 2, make: 3, move: 2, remove: 2, write: 2 }
/**
 * The error of a move, and of a hard link, that is always tried: after it a program copies and removes, after any other it
 * gives up.
 */
const OTHER_DEVICE = 'EXDEV'

/**
 * Returns a fault at each step, and a lasting one for each kind of step on each path: a loop recovers from a call that
 * fails once at its next turn. In process each fault comes with every errno, for a command with one errno in turn.
 */
export function faultsOf(baseline: Baseline): Fault[] {
  const { steps, effort, volatileNames } = baseline
  const { isThorough } = effort
  const groups = new Map<string, { readonly every: EveryStep; readonly steps: readonly Step[] }>()
  for (const step of steps) {
    const { kind, path } = step
    const key = `${kind} ${path}`
    const every = { every: kind, path, volatileNames: volatileIn(path, volatileNames) }
    groups.set(key, { every, steps: [...(groups.get(key)?.steps ?? []), step] })
  }
  // Where there is only one such call, the lasting fault is the same as the single one.
  const isRepeated = ({ kind, path }: Step) => (groups.get(`${kind} ${path}`)?.steps.length ?? 0) > 1
  const single = stepRefsOf(baseline).flatMap(({ step, ref }, i) =>
    isThorough || isRepeated(step) ? faultsAt(ref, [step], i, isThorough) : [],
  )
  const lasting = [...groups.values()].flatMap(({ every, steps: struck }, i) =>
    faultsAt(every, struck, i + 1, isThorough),
  )
  // The most dangerous come first: a look that fails rarely loses data.
  const isLook = ({ at }: Fault) => ('every' in at ? at.every : kindOf(at.call)) === 'look'
  const all = [...single, ...lasting]
  return [...all.filter(one => !isLook(one)), ...all.filter(isLook)]
}

/** Runs the subject with a fault, and again on the result; null where the fault never struck. */
export function withFault(
  world: ReusableWorld,
  trouble: Fault,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const { at, errno } = trouble
  const matches =
    'every' in at ? ({ kind, path }: Step) => kind === at.every && isAt(at, path) : stepMatcher(at)
  return withStruckSteps(world, baseline, {
    trouble,
    intercept: 'every' in at ? (at.every === 'look' ? 'all' : 'changes') : at.among,
    // A call that makes an entry fails with EEXIST where one exists, before it can fail for another reason.
    isStruck: step => matches(step) && !isTaken(world, step),
    decision: { errno },
  })
}

function isTaken({ built }: ReusableWorld, { call, path }: Step): boolean {
  return (
    ['mkdir', 'symlink', 'link', 'mknod'].includes(call) &&
    orNull(() => lstatSync(toPath(`${built.root}/${path}`))) !== null
  )
}

/** Returns faults of steps of one kind. */
function faultsAt(
  at: StepRef | EveryStep,
  steps: readonly Step[],
  turn: number,
  isThorough: boolean,
): Fault[] {
  const kind = steps[0]?.kind ?? 'look'
  const first = turn % USUAL[kind]
  const usual = ERRNOS[kind].filter((_, i) => isThorough || i === first)
  const errnos = steps.every(mayCrossDevices) ? [...usual, OTHER_DEVICE] : usual
  return errnos.map(errno => ({ kind: 'fault', at, errno }))
}

function mayCrossDevices({ call, kind }: Step): boolean {
  return kind === 'move' || call === 'link'
}
