import type { Step } from '../../observation/step.ts'
import type { Decision, Interceptor, Waits } from '../interceptor.ts'
import type { Controls } from '../process/run-program.ts'

/** Far more steps than a reconciler makes; a program in an endless loop makes thousands a second. */
const STEP_LIMIT = 20_000
const SPUN = `it had made more than ${STEP_LIMIT.toLocaleString('en')} calls`

/** The state of a run while an interceptor decides its steps. */
export class InterceptedRun {
  /** How often it was stopped before a call. */
  stops = 0
  isKilled = false
  /** How the program ended: its exit code, or minus a signal. Null until its supervisor has said so. */
  status: number | null = null
  readonly #interceptor: Interceptor
  readonly #waits: Waits | null
  readonly #controls: Controls
  readonly #errors: unknown[] = []
  /** Settles when the interceptor has decided every step so far. */
  #decided: Promise<void> = Promise.resolve()

  constructor(interceptor: Interceptor, waits: Waits | null, controls: Controls) {
    this.#interceptor = controls.clock.pausedFor(interceptor)
    this.#waits = waits
    this.#controls = controls
  }

  kill(): void {
    this.isKilled = true
    this.#controls.kill()
  }

  /** Kills it since it would not end by itself. */
  stop(reason: string): void {
    this.isKilled = true
    this.#controls.stop(reason)
  }

  /** Calls `wake` when its sleep is over. */
  sleep(wake: () => void): void {
    const over = this.#controls.clock.paused(async () => await this.#waits?.asleep())
    Promise.resolve(over).then(wake, error => this.fail(error))
  }

  /** Notes that it waits for something other than a sleep. */
  blocked(): void {
    void this.#controls.clock.paused(async () => await this.#waits?.blocked())
  }

  /** Kills it; `settled` throws the error. */
  fail(error: unknown): void {
    this.#errors.push(error)
    this.kill()
  }

  /** Has the interceptor decide a step, once it has decided all earlier ones. */
  decide(step: Step, answer: (decision: Exclude<Decision, 'kill'>) => void): void {
    this.stops += 1
    if (this.stops > STEP_LIMIT) {
      this.stop(SPUN)
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
