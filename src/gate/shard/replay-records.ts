import { TROUBLE_KINDS, type TroubleKind } from '../../observation/trouble.ts'
import type { Tallies } from '../search/tallies.ts'
import { type CountedTrial, STAGES, withKills } from '../search/trial.ts'
import { inOrder } from '../shrink/rank.ts'
import { cannotMerge } from './read-shards.ts'
import type { TrialRecord } from './record-lines.ts'

/** A failing case in the report of a shard, as far as it matters whether one run knows of it. */
export interface Placed {
  /** The place of its trial in the search. */
  readonly at: readonly number[]
  /** Whether only a rerun shows it. */
  readonly isOfRerun: boolean
}

/**
 * Counts the records of all shards as one run does: in their order in the search, and no further than one run would have
 * gone. A shard knows less than one run: after a law is broken, it goes on until it has found that itself; and a subject runs
 * again on one state once in each shard.
 *
 * @returns whether one run knows of a failing case.
 * @throws GateError where a trouble was tried twice, or by no shard.
 */
export function replayRecords(tallies: Tallies, records: readonly TrialRecord[]): (found: Placed) => boolean {
  const replay = new Replay(tallies)
  for (const record of records.toSorted((a, b) => inOrder(a.trial.at, b.trial.at))) replay.take(record)
  replay.end()
  return ({ at, isOfRerun }) => {
    const counted = replay.counted.get(at.join())
    return counted === 'whole' || (counted === 'without rerun' && !isOfRerun)
  }
}

/** The troubles of one kind in one world. */
interface Group {
  /** Whether one run would have begun with them. */
  readonly isWanted: boolean
  /** The places of the troubles that were tried, and of those that struck no run. */
  readonly places: Set<number>
  /** The number of places in one run: all, or up to that with which it would have ended them. */
  end: number
}

class Replay {
  /** The places of the trials in one run. */
  readonly counted = new Map<string, 'whole' | 'without rerun'>()
  readonly #tallies: Tallies
  readonly #groups = new Map<string, Group>()
  /** The states on which the subject has run again, with the world under trouble. */
  readonly #states = new Set<string>()

  constructor(tallies: Tallies) {
    this.#tallies = tallies
  }

  take({ trial, again }: TrialRecord): void {
    if (trial.phase === 'trouble') this.#takeTrouble(trial, again)
    else if (trial.phase === 'trouble-ended') this.#takeEnd(trial)
    else if (trial.phase === 'world' || TROUBLE_KINDS.some(kind => this.#wants(trial.at, kind)))
      this.#count(trial)
  }

  /** @throws GateError where a trouble was tried by no shard. */
  end(): void {
    for (const { isWanted, places, end } of this.#groups.values())
      if (isWanted && places.size !== end) throw cannotMerge([NOT_EACH])
  }

  #takeTrouble(trial: Extract<CountedTrial, { phase: 'trouble' }>, again: TrialRecord['again']): void {
    const { at, judged } = trial
    const { kind } = judged.trouble
    const group = this.#groupAt(at, kind)
    const [stage, turn, , place = 0] = at
    if (!group.isWanted || place >= group.end) return
    addPlace(group, place)
    const state = `${stage} ${turn} ${again?.state}`
    const isKnown = again !== null && this.#states.has(state)
    if (again !== null) this.#states.add(state)
    if (isKnown) this.#count({ ...trial, judged: { ...judged, judgements: again.without } }, 'without rerun')
    else this.#count(trial)
    this.#tallies.take({ ...trial, phase: 'trouble-ended', tried: { ...ONE_RUN, kind } })
    if (!this.#wants(at, kind)) group.end = place + 1
  }

  /** Every shard ends each kind of trouble with the number of its places. */
  #takeEnd(trial: Extract<CountedTrial, { phase: 'trouble-ended' }>): void {
    const { at, tried } = trial
    const group = this.#groupAt(at, tried.kind)
    if (!group.isWanted) return
    group.end = Math.min(group.end, at[3] ?? 0)
    const missed = tried.missed.filter(place => place < group.end)
    for (const place of missed) addPlace(group, place)
    this.#count({ ...trial, tried: { ...tried, struck: 0, missed } })
  }

  #groupAt(at: readonly number[], kind: TroubleKind): Group {
    const key = at.slice(0, 3).join()
    const group = this.#groups.get(key) ?? {
      isWanted: this.#wants(at, kind),
      places: new Set(),
      end: Number.POSITIVE_INFINITY,
    }
    this.#groups.set(key, group)
    return group
  }

  #count(trial: CountedTrial, how: 'whole' | 'without rerun' = 'whole'): void {
    this.counted.set(trial.at.join(), how)
    this.#tallies.take(trial)
  }

  /** Returns whether a search wants more of a kind of trouble at a place. */
  #wants([stage]: readonly number[], kind: TroubleKind): boolean {
    if (stage === STAGES.remembered) return true
    const wanted = (one: TroubleKind) => this.#tallies.wants(one)
    return stage === STAGES.troubled ? withKills(wanted)(kind) : wanted(kind)
  }
}

/** The counts of one run under trouble. */
const ONE_RUN = { struck: 1, missed: [], orders: 0, seconds: 0 }

const NOT_EACH =
  'their runs under trouble do not add up to those of one run: the command did not do the same in each'

function addPlace({ places }: Group, place: number): void {
  if (places.has(place)) throw cannotMerge([NOT_EACH])
  places.add(place)
}
