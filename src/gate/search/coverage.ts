import { HOME_STATES } from '../../../fixtures/states/home-states.ts'
import { LINK_STATES } from '../../../fixtures/states/link-states.ts'
import { TARGET_STATES } from '../../../fixtures/states/target-states.ts'
import type { SmallState, WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Tried } from '../../experiments/troubles/try-troubles.ts'
import { TROUBLE_KINDS, type TroubleKind } from '../../observation/trouble.ts'
import type { Countable, TroubleForm, WorldForm } from './trial.ts'

/** How often each case was reached, by its name. */
export type Counts = Readonly<Record<string, number>>

/** The cases that a run reached. It proves nothing about the others. */
export interface Reached {
  /** Worlds in each state of a home, a target and a link. Only worlds that are built from such states count. */
  readonly homes: Counts
  readonly targets: Counts
  readonly links: Counts
  /** Worlds that are clear, in conflict, and impossible. */
  readonly worlds: Counts
  /** First runs that reported success, failure, or nothing. */
  readonly claims: Counts
  /** Runs that each kind of trouble struck, and runs that it missed. */
  readonly struck: Counts
  readonly missed: Counts
  /** Runs with a failed call, by its errno; and with an intruder, by its entry. */
  readonly errnos: Counts
  readonly intruders: Counts
  /** Moments of undisturbed runs. Each shows what a kill would leave. */
  readonly moments: number
}

/** Counts the cases that a run reaches. */
export class Coverage {
  readonly reached = {
    homes: countsOf(Object.keys(HOME_STATES)),
    targets: countsOf(Object.keys(TARGET_STATES)),
    links: countsOf(Object.keys(LINK_STATES)),
    worlds: countsOf(['clear', 'conflict', 'impossible']),
    claims: countsOf(['success', 'failure', 'unended']),
    struck: countsOf(TROUBLE_KINDS),
    missed: countsOf(TROUBLE_KINDS),
    errnos: countsOf([]),
    intruders: countsOf(['file', 'directory', 'link']),
    moments: 0,
  } satisfies Reached

  /** Counts a world that was tried without trouble. */
  world(
    { states }: WorldSpec,
    { tried, moments }: Pick<Countable, 'moments'> & { readonly tried: WorldForm },
  ): void {
    const { homes, targets, links, worlds, claims } = this.reached
    if (states !== undefined) {
      add(homes, states.home)
      add(targets, states.target)
      add(links, states.link)
    }
    add(worlds, tried.world)
    add(claims, tried.claim)
    this.reached.moments += moments
  }

  /** Counts a run under trouble. */
  disturbedRun({ trouble }: { readonly trouble: TroubleForm }): void {
    if (trouble.kind === 'fault') add(this.reached.errnos, trouble.errno)
    if (trouble.kind === 'intrusion') add(this.reached.intruders, trouble.makes)
  }

  /** Counts how often the troubles of one kind struck in a world. */
  tried({ kind, struck, missed }: Tried): void {
    add(this.reached.struck, kind, struck)
    add(this.reached.missed, kind, missed.length)
  }
}

/**
 * Returns the cases that a complete run has to reach, and did not, one clause each.
 *
 * @param states the states of the planned worlds.
 * @param kinds the planned kinds of trouble.
 */
export function unreached(
  { homes, targets, links, worlds, struck, moments }: Reached,
  states: readonly SmallState[],
  kinds: readonly TroubleKind[],
): string[] {
  const none = (part: 'home' | 'target' | 'link', counts: Counts) =>
    [...new Set(states.map(state => state[part]))]
      .filter(state => (counts[state] ?? 0) === 0)
      .map(state => `no world with a ${part} in the state \`${state}\` was tried`)
  return [
    ...none('home', homes),
    ...none('target', targets),
    ...none('link', links),
    ...(['clear', 'conflict'] as const)
      .filter(world => worlds[world] === 0)
      .map(world => `no world ${world === 'clear' ? 'without' : 'with'} a conflict was tried`),
    ...kinds
      // The moments of an undisturbed run show what a kill would leave.
      .filter(kind => struck[kind] === 0 && !(kind === 'crash' && moments > 0))
      .flatMap(kind => NEVER_STRUCK[kind] ?? []),
  ]
}

const NEVER_STRUCK: Readonly<Record<TroubleKind, string | null>> = {
  crash: 'no run was killed',
  // A program without handlers ends as if it was killed, and code of this process receives no signals.
  signal: null,
  fault: 'no call failed by injection',
  race: 'no runs overlapped',
  intrusion: 'no other process created an entry during a run',
  'live-writes': 'no agent wrote during a run',
}

function countsOf(names: readonly string[]): Record<string, number> {
  return Object.fromEntries(names.map(name => [name, 0]))
}

function add(counts: Record<string, number>, name: string, by = 1): void {
  counts[name] = (counts[name] ?? 0) + by
}
