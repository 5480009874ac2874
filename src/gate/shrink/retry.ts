import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { observe } from '../../experiments/observe.ts'
import { tryTrouble } from '../../experiments/troubles/try-troubles.ts'
import type { Law, Need } from '../../laws/law.ts'
import type { Trouble } from '../../observation/trouble.ts'
import { type FailingCase, sightingOf, violationIn } from './failing-case.ts'

/**
 * Runs a subject in one world, under a trouble if there is one, and judges it by one law. Null where the trouble does not
 * strike, and where the law is not broken.
 */
export async function failingCaseIn(
  law: Law,
  spec: WorldSpec,
  harness: Harness,
  trouble: Trouble | null,
): Promise<FailingCase | null> {
  const needs = new Set<Need>(harness.records === undefined ? law.needs : [...law.needs, 'moments'])
  const observation =
    trouble === null ? await observe(harness, spec, needs) : await tryTrouble(harness, spec, trouble)
  if (observation === null) return null
  const sighting = sightingOf(observation)
  const violation = violationIn(law, sighting)
  return violation && { spec, ...sighting, violation }
}
