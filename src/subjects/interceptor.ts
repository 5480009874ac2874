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
