import type { Waits } from '../../subjects/interceptor.ts'

/** The state of a run: `held` before a step, `asleep`, `blocked` by something else, or on its way to one of these. */
type State = 'running' | 'held' | 'asleep' | 'blocked'

/** Decides which of several concurrent runs goes on, whenever none of them can by itself. */
export class Schedule {
  static #count = 0

  readonly #race = Schedule.#count++
  readonly #states = new Map<number, State>()
  /** Lets a run go on that is held, asleep or blocked. */
  readonly #continue = new Map<number, () => void>()
  readonly #naps = new Map<number, number>()
  readonly #pick: (held: readonly number[]) => number | undefined

  /** @param pick returns the run to continue, of those that are held in ascending order. Default: the first. */
  constructor(pick: (held: readonly number[]) => number | undefined = held => held[0]) {
    this.#pick = pick
  }

  /** Takes in a run that starts. */
  start(run: number): void {
    this.#states.set(run, 'running')
  }

  /** Takes out a run that has ended. */
  leave(run: number): void {
    this.#states.delete(run)
    this.#continueNext()
  }

  /** Returns whether a run is in progress. */
  has(run: number): boolean {
    return this.#states.has(run)
  }

  /** Notes that a run makes a step: it is not blocked any more. */
  proceeds(run: number): void {
    this.#states.set(run, 'running')
    this.#release(run)
  }

  /** Resolves when a run that is before a step may go on. */
  hold(run: number): Promise<void> {
    return this.#until(run, 'held')
  }

  /** Returns what a run calls when it waits. */
  waitsOf(run: number): Waits {
    return {
      race: this.#race,
      asleep: () => {
        this.#naps.set(run, (this.#naps.get(run) ?? 0) + 1)
        return this.#until(run, 'asleep')
      },
      blocked: () => this.#until(run, 'blocked'),
    }
  }

  #until(run: number, state: State): Promise<void> {
    this.proceeds(run)
    return new Promise(resolve => {
      this.#states.set(run, state)
      this.#continue.set(run, resolve)
      this.#continueNext()
    })
  }

  #continueNext(): void {
    if ([...this.#states.values()].includes('running')) return
    const held = this.#runsThat('held')
    const next = held.length > 0 ? (this.#pick(held) ?? held[0]) : this.#sleepers()[0]
    if (next !== undefined) this.#release(next)
    // Nothing will happen any more: their own clocks end them.
    else for (const run of this.#runsThat('blocked')) this.#release(run)
  }

  #release(run: number): void {
    if (this.#states.get(run) !== 'blocked') this.#states.set(run, 'running')
    this.#continue.get(run)?.()
    this.#continue.delete(run)
  }

  /** The runs that are asleep, those that woke up least often first. */
  #sleepers(): number[] {
    const naps = (run: number) => this.#naps.get(run) ?? 0
    return this.#runsThat('asleep').sort((a, b) => naps(a) - naps(b))
  }

  #runsThat(state: State): number[] {
    return [...this.#states].flatMap(([run, one]) => (one === state ? [run] : [])).sort((a, b) => a - b)
  }
}
