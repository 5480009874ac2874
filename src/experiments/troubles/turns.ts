/** Lets one of several runs at a time take a step, in an order; then each goes on to its end. */
export class Turns {
  readonly #waiting = new Map<number, () => void>()
  /** The runs that are under way, and those of them that have not come to a step for long. */
  readonly #under: Set<number>
  readonly #stuck = new Set<number>()
  readonly #turns: number[]
  readonly #patience: number
  #timer: NodeJS.Timeout | undefined

  /** @param patience in milliseconds: after that, who has not come to a step is taken to wait for another's lock. */
  constructor(runs: number, turns: readonly number[], patience: number) {
    this.#under = new Set(Array(runs).keys())
    this.#turns = [...turns]
    this.#patience = patience
  }

  /** Settled when it is a run's turn. */
  turnOf(run: number): Promise<void> {
    return new Promise(resolve => {
      this.#stuck.delete(run)
      this.#waiting.set(run, resolve)
      this.#next()
    })
  }

  /** A run has ended. */
  leave(run: number): void {
    this.#under.delete(run)
    this.#stuck.delete(run)
    this.#next()
  }

  // Once every run that is under way waits for its turn: only then is it known whose step can be next.
  #next(): void {
    clearTimeout(this.#timer)
    const missing = [...this.#under].filter(run => !this.#waiting.has(run) && !this.#stuck.has(run))
    if (missing.length === 0) {
      this.#letGo()
      return
    }
    this.#timer = setTimeout(() => {
      for (const run of missing) this.#stuck.add(run)
      this.#letGo()
    }, this.#patience)
  }

  #letGo(): void {
    let run = this.#turns.shift()
    while (run !== undefined && !this.#waiting.has(run)) run = this.#turns.shift()
    run ??= [...this.#waiting.keys()].sort()[0]
    const go = this.#waiting.get(run ?? -1)
    if (run === undefined || go === undefined) return
    this.#waiting.delete(run)
    go()
    // It may come to no other step, since it waits for one that waits here.
    if (this.#waiting.size > 0) this.#next()
  }
}
