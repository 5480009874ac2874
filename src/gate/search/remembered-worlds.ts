import type { Subject } from '../../subjects/subject.ts'
import type { Regression } from '../regressions.ts'
import type { WorldChoice } from './worlds.ts'

/** Those worlds that broke a law before in which a subject can be tried: with its own homes, or any if it can be asked. */
export function usableRegressions(
  regressions: readonly Regression[],
  { acceptsRequest }: Subject,
  { deployment }: Pick<WorldChoice, 'deployment'>,
): readonly Regression[] {
  const own = JSON.stringify(deployment)
  return regressions.filter(({ spec }) => acceptsRequest || JSON.stringify(spec.deployment) === own)
}
