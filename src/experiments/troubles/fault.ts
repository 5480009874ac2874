import { lstatSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import { kindOf, type Step, type StepKind } from '../../observation/step.ts'
import type { EveryStep, StepRef, Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { finder, stepRefsOf } from '../step-refs.ts'
import { isAt, volatileIn } from '../volatile-names.ts'
import { eventsOf, NOTHING_MORE } from './event-log.ts'
import { rerun } from './rerun.ts'

export type Fault = Extract<Trouble, { kind: 'fault' }>

/** What a call of each kind can fail with. Never `ENOENT`: that says that nothing is there, and is no failure. */
const ERRNOS: Readonly<Record<StepKind, readonly string[]>> = {
  look: ['EIO', 'EACCES', 'ELOOP', 'ENAMETOOLONG'],
  make: ['ENOSPC', 'EACCES', 'EROFS', 'EIO', 'ELOOP', 'ENAMETOOLONG'],
  remove: ['EACCES', 'EIO', 'EROFS'],
  write: ['ENOSPC', 'EIO', 'EACCES'],
}
/** How many of them a command, whose runs are dear, is given in turn. */
const USUAL: Readonly<Record<StepKind, number>> = { look: 2, make: 3, remove: 2, write: 2 }

/**
 * Every step failing once, and every step of a kind on a path failing each time: what fails once is healed by the
 * next turn of a loop. In process with each errno that it can give, for a command with one by turns.
 */
export function faultsOf(baseline: Baseline): Fault[] {
  const { steps, effort, volatileNames } = baseline
  const { isThorough } = effort
  const spots = new Map<string, { readonly every: EveryStep; readonly times: number }>()
  for (const { kind, path } of steps) {
    const key = `${kind} ${path}`
    const every = { every: kind, path, volatileNames: volatileIn(path, volatileNames) }
    spots.set(key, { every, times: (spots.get(key)?.times ?? 0) + 1 })
  }
  // Of what is called once, to fail each time says all that to fail once does.
  const isRepeated = ({ kind, path }: Step) => (spots.get(`${kind} ${path}`)?.times ?? 0) > 1
  const once = stepRefsOf(baseline).flatMap((at, i) => {
    const step = steps[i]
    if (step === undefined || (!isThorough && !isRepeated(step))) return []
    return errnosOf(step.kind, i, isThorough).map(errno => fault(at, errno))
  })
  const each = [...spots.values()].flatMap(({ every }, i) =>
    errnosOf(every.every, i + 1, isThorough).map(errno => fault(every, errno)),
  )
  // What loses data first: a look that fails does least.
  const isLook = ({ at }: Fault) => ('every' in at ? at.every : kindOf(at.call)) === 'look'
  const all = [...once, ...each]
  return [...all.filter(one => !isLook(one)), ...all.filter(isLook)]
}

/** Runs the subject with a fault; null where it never struck. */
export async function withFault(
  reusable: ReusableWorld,
  trouble: Fault,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  const { at, errno } = trouble
  const isAtPoint = 'every' in at ? ({ kind, path }: Step) => kind === at.every && isAt(at, path) : finder(at)
  const { events, interceptor, tell } = eventsOf(reusable)
  let struck = 0
  const { before } = reusable
  const run = await reusable.run({
    intercept: 'every' in at ? (at.every === 'look' ? 'all' : 'changes') : at.among,
    interceptor: interceptor(step => {
      // Where something stands, a call that makes it says so before it fails for another reason.
      if (!isAtPoint(step) || isTaken(reusable, step)) return 'continue'
      struck += 1
      return { errno }
    }),
  })
  if (struck === 0) {
    reusable.restore(run.after)
    return null
  }
  if ('every' in at && struck > 1) tell(`that failed ${struck} times`)
  const again = await rerun(reusable, baseline, run)
  reusable.restore((again ?? run).after)
  return {
    ...NOTHING_MORE,
    ...{ trouble, before, events, run, reports: [run.report], rerun: again },
  }
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
