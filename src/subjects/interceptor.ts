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
