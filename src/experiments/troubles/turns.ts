/** Lets one of several concurrent runs at a time make its next step, in a given order. Then each continues to its end. */
export class Turns {
  readonly #waiting = new Map<number, () => void>()
  readonly #inProgress: Set<number>
  /** The runs that did not reach a step within the patience. */
  readonly #stuck = new Set<number>()
  readonly #turns: number[]
  readonly #patience: number
  #timer: NodeJS.Timeout | undefined

  /**
   * @param turns the numbers of the runs, in the order of their steps.
   * @param patience in milliseconds: a run that does not reach a step for that long is taken to wait for another's lock.
   */
  constructor(runs: number, turns: readonly number[], patience: number) {
    this.#inProgress = new Set(Array(runs).keys())
    this.#turns = [...turns]
    this.#patience = patience
  }

  /** Resolves when a run may make its next step. */
  turnOf(run: number): Promise<void> {
    return new Promise(resolve => {
      this.#stuck.delete(run)
      this.#waiting.set(run, resolve)
      this.#next()
    })
  }

  /** Takes out a run that has ended. */
  leave(run: number): void {
    this.#inProgress.delete(run)
    this.#stuck.delete(run)
    this.#next()
  }

  // The next turn may be any run's, so it is given only when all of them wait for one.
  #next(): void {
    clearTimeout(this.#timer)
    const missing = [...this.#inProgress].filter(run => !this.#waiting.has(run) && !this.#stuck.has(run))
    if (missing.length === 0) {
      this.#release()
      return
    }
    this.#timer = setTimeout(() => {
      for (const run of missing) this.#stuck.add(run)
      this.#release()
    }, this.#patience)
  }

  #release(): void {
    let run = this.#turns.shift()
    while (run !== undefined && !this.#waiting.has(run)) run = this.#turns.shift()
    run ??= [...this.#waiting.keys()].sort()[0]
    const proceed = this.#waiting.get(run ?? -1)
    if (run === undefined || proceed === undefined) return
    this.#waiting.delete(run)
    proceed()
    // It may reach no further step, if it waits for a lock that one of the waiting runs holds.
    if (this.#waiting.size > 0) this.#next()
  }
}
