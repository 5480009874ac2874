import type { Step } from '../../observation/step.ts'
import type { Decision, Interceptor } from '../interceptor.ts'

/** Far more steps than a reconciler makes; a program in an endless loop makes thousands a second. */
const STEP_LIMIT = 20_000

/** The state of a run while an interceptor decides its steps. */
export class InterceptedRun {
  /** How often it was stopped before a call. */
  stops = 0
  isKilled = false
  /** How the program ended: its exit code, or minus a signal. Null until its supervisor has said so. */
  status: number | null = null
  readonly #interceptor: Interceptor
  readonly #kill: () => void
  readonly #errors: unknown[] = []
  /** Settles when the interceptor has decided every step so far. */
  #decided: Promise<void> = Promise.resolve()

  constructor(interceptor: Interceptor, kill: () => void) {
    this.#interceptor = interceptor
    this.#kill = kill
  }

  /** Whether it was killed because it made more steps than any reconciler does. */
  get spun(): boolean {
    return this.stops > STEP_LIMIT
  }

  kill(): void {
    this.isKilled = true
    this.#kill()
  }

  /** Kills it; `settled` throws the error. */
  fail(error: unknown): void {
    this.#errors.push(error)
    this.kill()
  }

  /** Has the interceptor decide a step, once it has decided all earlier ones. */
  decide(step: Step, answer: (decision: Exclude<Decision, 'kill'>) => void): void {
    this.stops += 1
    if (this.spun) {
      this.kill()
      return
    }
    this.#decided = this.#decided.then(async () => {
      // An earlier decision may have killed it.
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

  /**
   * Waits until the interceptor has returned: it may still read a world that is about to be removed.
   *
   * @throws what the interceptor threw, or the error given to `fail`.
   */
  async settled(): Promise<void> {
    await this.#decided
    if (this.#errors.length > 0) throw this.#errors[0]
  }
}
