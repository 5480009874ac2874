import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { observe } from '../../experiments/observe.ts'
import { tryTrouble } from '../../experiments/troubles/try-troubles.ts'
import type { Law, Need } from '../../laws/law.ts'
import type { Trouble } from '../../observation/trouble.ts'
import { type FailingCase, type Sighting, violationIn } from './failing-case.ts'

/** Runs a subject in one world, under a trouble if there is one; null where the trouble does not strike. */
async function sightingIn(
  law: Law,
  spec: WorldSpec,
  harness: Harness,
  trouble: Trouble | null,
): Promise<Sighting | null> {
  if (trouble !== null) {
    const seen = await tryTrouble(harness, spec, trouble)
    return seen && { seen: seen.undisturbed, disturbed: seen.disturbed }
  }
  const needs = new Set<Need>(law.needs)
  const seen = await observe(harness, spec, harness.records === undefined ? needs : needs.add('moments'))
  return { seen, disturbed: null }
}

/** Judges a subject by one law in one world, under a trouble if there is one; null where the law is not broken. */
export async function failingCaseIn(
  law: Law,
  spec: WorldSpec,
  harness: Harness,
  trouble: Trouble | null,
): Promise<FailingCase | null> {
  const sighting = await sightingIn(law, spec, harness, trouble)
  const violation = sighting && violationIn(law, sighting)
  return sighting && violation && { spec, ...sighting, violation }
}
