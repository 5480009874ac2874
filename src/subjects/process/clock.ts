import type { Interceptor } from '../interceptor.ts'

/** Measures how long a run itself takes: time in which it waits for an interceptor does not count. */
export class Clock {
  readonly #onTimeout: () => void
  #remainingMs: number
  #startedAt = 0
  #pauses = 0
  #timer: NodeJS.Timeout | undefined

  /**
   * Starts the clock.
   *
   * @param onTimeout called once, when the run has taken `timeoutMs`.
   */
  constructor(timeoutMs: number, onTimeout: () => void) {
    this.#remainingMs = timeoutMs
    this.#onTimeout = onTimeout
    this.#start()
  }

  /** Returns the same interceptor; the clock pauses while a decision of it is awaited. */
  pausedFor(interceptor: Interceptor): Interceptor {
    return step => {
      const decision = interceptor(step)
      if (!(decision instanceof Promise)) return decision
      this.#pause()
      return decision.finally(() => this.#resume())
    }
  }

  /** Stops the clock for good. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#pauses = Number.POSITIVE_INFINITY
  }

  #pause(): void {
    this.#pauses += 1
    if (this.#pauses > 1) return
    clearTimeout(this.#timer)
    this.#remainingMs -= performance.now() - this.#startedAt
  }

  #resume(): void {
    this.#pauses -= 1
    if (this.#pauses === 0) this.#start()
  }

  #start(): void {
    this.#startedAt = performance.now()
    this.#timer = setTimeout(this.#onTimeout, Math.max(1, this.#remainingMs))
  }
}
