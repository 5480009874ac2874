import type { Addressee, Signal } from '../observation/signal.ts'
import type { Step } from '../observation/step.ts'

/**
 * The fate of a step: it happens (`continue`), it fails with an errno name, the whole run is killed before it, or a
 * program receives a signal before it. The step then happens, unless the signal has ended its process. Code of this
 * process receives no signals.
 *
 * @example
 * const diskIsFull: Decision = { errno: 'ENOSPC' }
 * const interrupted: Decision = { signal: 'INT', to: 'group' }
 */
export type Decision =
  | 'continue'
  | 'kill'
  | { readonly errno: string }
  | { readonly signal: Signal; readonly to: Addressee }

/** Returns the errno with which a step fails by a decision; null where the decision does not fail it. */
export function errnoIn(decision: Decision): string | null {
  return typeof decision !== 'string' && 'errno' in decision ? decision.errno : null
}

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
  /** A number that all runs in progress in that world share, and no others. */
  readonly race: number
  /** Called when nothing of the run can happen before a sleep is over. The sleep ends when the promise resolves. */
  readonly asleep: () => Promise<void>
  /**
   * Called when the run waits for something other than a sleep. It may go on at any time. Its clock pauses until the
   * promise resolves.
   */
  readonly blocked: () => Promise<void>
}
