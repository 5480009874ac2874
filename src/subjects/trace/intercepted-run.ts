import type { Step } from '../../observation/step.ts'
import type { Decision, Interceptor } from '../interceptor.ts'

/** Far more calls than an honest run makes. A program that tries for ever makes thousands a second. */
const STOPS_LIMIT = 20_000

/** What is known of a run while a director decides its steps, whatever stops it. */
export class InterceptedRun {
  stops = 0
  isKilled = false
  readonly #interceptor: Interceptor
  readonly #end: () => void
  readonly #troubles: unknown[] = []
  /** Settled when the director has decided all that it was asked. */
  #asked: Promise<void> = Promise.resolve()

  constructor(interceptor: Interceptor, end: () => void) {
    this.#interceptor = interceptor
    this.#end = end
  }

  /** Whether it is ended since it did not come to an end of calls. */
  get spun(): boolean {
    return this.stops > STOPS_LIMIT
  }

  kill(): void {
    this.isKilled = true
    this.#end()
  }

  fail(error: unknown): void {
    this.#troubles.push(error)
    this.kill()
  }

  /** Has the director decide a step, after those that it was asked about before. */
  ask(step: Step, answer: (decision: Exclude<Decision, 'kill'>) => void): void {
    this.stops += 1
    if (this.spun) {
      this.kill()
      return
    }
    this.#asked = this.#asked.then(async () => {
      // Of several that wait, the first may have ended the run.
      if (this.isKilled) return
      try {
        const decision = await this.#interceptor(step)
        if (decision === 'kill') this.kill()
        else answer(decision)
      } catch (error) {
        this.fail(error)
      }
    })
  }

  /** Waits for a director that may still be looking at a world that is about to be removed, and throws what it threw. */
  async settled(): Promise<void> {
    await this.#asked
    if (this.#troubles.length > 0) throw this.#troubles[0]
  }
}
