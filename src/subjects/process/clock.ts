import { types } from 'node:util'
import type { Interceptor } from '../interceptor.ts'

/** How often a clock measures, in milliseconds; a shorter limit is measured four times. Most runs end before the first. */
const INTERVAL_MS = 1000

/**
 * Returns how much of a stretch of time a run took for itself. For the rest of it, the run waited for a processor that others
 * used.
 */
export type OwnTime = (stretchMs: number) => number

/** Measures how long a run itself takes: time in which an interceptor holds it, or the machine is busy, does not count. */
export class Clock {
  readonly #timer: NodeJS.Timeout
  readonly #intervalMs: number
  #ownMs = 0
  #pausedMs = 0
  #pauses = 0
  #pausedAt = 0
  #measuredAt = performance.now()

  /**
   * Starts the clock.
   *
   * @param onTimeout called once, when the run has taken `limitMs` for itself.
   * @param ownTime Default: all of the time.
   */
  constructor(limitMs: number, onTimeout: () => void, ownTime: OwnTime = stretchMs => stretchMs) {
    this.#intervalMs = Math.min(INTERVAL_MS, limitMs / 4)
    this.#timer = setInterval(() => {
      this.#ownMs += ownTime(this.#stretchMs())
      if (this.#ownMs < limitMs) return
      this.stop()
      onTimeout()
    }, this.#intervalMs)
  }

  /** Returns the same interceptor; the clock pauses while it decides. */
  pausedFor(interceptor: Interceptor): Interceptor {
    return step => this.paused(() => interceptor(step))
  }

  /** Pauses the clock while `act` runs, and until its promise settles. */
  paused<T>(act: () => T | Promise<T>): T | Promise<T> {
    this.#pause()
    const result = act()
    if (types.isPromise(result)) return result.finally(() => this.#resume())
    this.#resume()
    return result
  }

  /** Stops the clock for good. */
  stop(): void {
    clearInterval(this.#timer)
  }

  #pause(): void {
    this.#pauses += 1
    if (this.#pauses === 1) this.#pausedAt = performance.now()
  }

  #resume(): void {
    this.#pauses -= 1
    if (this.#pauses === 0) this.#pausedMs += performance.now() - this.#pausedAt
  }

  /** Returns the time since the last measurement, without pauses, and without the delay of a harness that is busy itself. */
  #stretchMs(): number {
    const now = performance.now()
    const current = this.#pauses === 0 ? 0 : now - this.#pausedAt
    const stretch = now - this.#measuredAt - this.#pausedMs - current
    this.#measuredAt = now
    this.#pausedMs = -current
    return Math.min(this.#intervalMs, Math.max(0, stretch))
  }
}
