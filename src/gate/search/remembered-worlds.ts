import type { Subject } from '../../subjects/subject.ts'
import type { Regression } from '../regressions.ts'
import type { WorldChoice } from './worlds.ts'

/** Returns the regressions that can be tried with a subject: all if it accepts requests, or those with its own homes. */
export function usableRegressions(
  regressions: readonly Regression[],
  { acceptsRequest }: Subject,
  { deployment }: Pick<WorldChoice, 'deployment'>,
): readonly Regression[] {
  const ownDeployment = JSON.stringify(deployment)
  return regressions.filter(({ spec }) => acceptsRequest || JSON.stringify(spec.deployment) === ownDeployment)
}
