import type { Interceptor } from '../interceptor.ts'

/** Tells when a run has had its time; while somebody has it wait, no time passes. */
export class Clock {
  readonly #onEnd: () => void
  #left: number
  #since = 0
  #waits = 0
  #timer: NodeJS.Timeout | undefined

  /** @param timeout in milliseconds. */
  constructor(timeout: number, onEnd: () => void) {
    this.#left = timeout
    this.#onEnd = onEnd
    this.#run()
  }

  /** The same director; the time that it takes is not the run's. */
  without(interceptor: Interceptor): Interceptor {
    return step => {
      const decision = interceptor(step)
      if (!(decision instanceof Promise)) return decision
      this.#pause()
      return decision.finally(() => this.#goOn())
    }
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#waits = Number.POSITIVE_INFINITY
  }

  #pause(): void {
    this.#waits += 1
    if (this.#waits > 1) return
    clearTimeout(this.#timer)
    this.#left -= performance.now() - this.#since
  }

  #goOn(): void {
    this.#waits -= 1
    if (this.#waits === 0) this.#run()
  }

  #run(): void {
    this.#since = performance.now()
    this.#timer = setTimeout(this.#onEnd, Math.max(1, this.#left))
  }
}
