import type { Step } from '../observation/step.ts'

/**
 * The fate of a step: it happens (`continue`), it fails with an errno name, or the whole run is killed before it.
 *
 * @example
 * const diskIsFull: Decision = { errno: 'ENOSPC' }
 */
export type Decision = 'continue' | 'kill' | { readonly errno: string }

/**
 * Decides a step of a run before it happens. The run waits for the decision, and its timeout does not count that time:
 * an interceptor may look at the world and change it meanwhile. Whatever it throws ends the run and rejects it.
 *
 * @example
 * const interceptor: Interceptor = ({ call }) => (call === 'symlink' ? { errno: 'EIO' } : 'continue')
 */
export type Interceptor = (step: Step) => Decision | Promise<Decision>

/** Learns that a run waits for another run in the same world, as for its lock. */
export interface Waits {
  /** Called when nothing of the run can happen before a sleep is over. The sleep ends when the promise resolves. */
  readonly asleep: () => Promise<void>
  /**
   * Called when the run waits for something other than a sleep. It may go on at any time. Its clock pauses until the
   * promise resolves.
   */
  readonly blocked: () => Promise<void>
}
