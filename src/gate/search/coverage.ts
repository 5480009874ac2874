import { HOME_STATES } from '../../../fixtures/states/home-states.ts'
import { LINK_STATES } from '../../../fixtures/states/link-states.ts'
import { TARGET_STATES } from '../../../fixtures/states/target-states.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Tried } from '../../experiments/troubles/try-troubles.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import { TROUBLE_KINDS, type TroubleKind } from '../../observation/trouble.ts'

/** How often something was reached, by its name. */
export type Counts = Readonly<Record<string, number>>

/** What a run came to: it proves nothing of what it never met. */
export interface Reached {
  /** Worlds in each state of a home, a target and a link, of those that are built around one of each. */
  readonly homes: Counts
  readonly targets: Counts
  readonly links: Counts
  /** Worlds that are clear, in conflict, and impossible. */
  readonly worlds: Counts
  /** First runs that reported success, failure, or nothing. */
  readonly claims: Counts
  /** Runs that each kind of trouble struck, and those that it missed. */
  readonly struck: Counts
  readonly missed: Counts
  /** Runs with a call that failed, by its errno; with an intruder, by what it made. */
  readonly errnos: Counts
  readonly intruders: Counts
  /** Moments of undisturbed runs, each what a kill would leave. */
  readonly moments: number
}

/** Counts what a run comes to while it runs. */
export class Coverage {
  readonly #homes = countsOf(Object.keys(HOME_STATES))
  readonly #targets = countsOf(Object.keys(TARGET_STATES))
  readonly #links = countsOf(Object.keys(LINK_STATES))
  readonly #worlds = countsOf(['clear', 'conflict', 'impossible'])
  readonly #claims = countsOf(['success', 'failure', 'killed'])
  readonly #struck = countsOf(TROUBLE_KINDS)
  readonly #missed = countsOf(TROUBLE_KINDS)
  readonly #errnos = countsOf([])
  readonly #intruders = countsOf(['file', 'directory', 'link'])
  #moments = 0

  /** Notes a world that was tried without trouble. */
  world({ states }: WorldSpec, { expectation, first, moments = [] }: Observation): void {
    if (states !== undefined) {
      add(this.#homes, states.home)
      add(this.#targets, states.target)
      add(this.#links, states.link)
    }
    add(this.#worlds, expectation.world)
    add(this.#claims, first.report.claim)
    this.#moments += moments.length
  }

  /** Notes a run under trouble. */
  disturbedRun({ trouble }: DisturbedRun): void {
    if (trouble.kind === 'fault') add(this.#errnos, trouble.errno)
    if (trouble.kind === 'intrusion') add(this.#intruders, trouble.makes)
  }

  /** Notes how often the troubles of one kind struck in a world. */
  tried({ kind, struck, missed }: Tried): void {
    add(this.#struck, kind, struck)
    add(this.#missed, kind, missed)
  }

  get reached(): Reached {
    return {
      homes: Object.fromEntries(this.#homes),
      targets: Object.fromEntries(this.#targets),
      links: Object.fromEntries(this.#links),
      worlds: Object.fromEntries(this.#worlds),
      claims: Object.fromEntries(this.#claims),
      struck: Object.fromEntries(this.#struck),
      missed: Object.fromEntries(this.#missed),
      errnos: Object.fromEntries(this.#errnos),
      intruders: Object.fromEntries(this.#intruders),
      moments: this.#moments,
    }
  }
}

/**
 * What a whole run should have come to, and has not, in words: then it has proved nothing of that.
 *
 * @param specs the worlds that were to be tried, each with its states.
 * @param kinds the kinds of trouble that were to be tried.
 */
export function unreached(
  { homes, targets, links, worlds, struck, moments }: Reached,
  specs: readonly WorldSpec[],
  kinds: readonly TroubleKind[],
): string[] {
  const states = specs.flatMap(spec => spec.states ?? [])
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
      .map(world => `no world that is ${world === 'clear' ? 'clear' : 'in conflict'} was met`),
    ...kinds
      // What a kill would leave is seen at each moment of a run that nobody kills.
      .filter(kind => struck[kind] === 0 && !(kind === 'crash' && moments > 0))
      .map(kind => `${IN_WORDS[kind]} never struck`),
  ]
}

const IN_WORDS: Readonly<Record<TroubleKind, string>> = {
  crash: 'a kill',
  fault: 'a failing call',
  race: 'another run',
  intrusion: 'an intruder',
  'live-writes': 'an agent that writes',
}

function countsOf(names: readonly string[]): Map<string, number> {
  return new Map(names.map(name => [name, 0]))
}

function add(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by)
}
