import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { observe } from '../../experiments/observe.ts'
import { tryTrouble } from '../../experiments/troubles/try-troubles.ts'
import type { Law, LossKind, Need } from '../../laws/law.ts'
import type { Trouble } from '../../observation/trouble.ts'
import { type FailingCase, type Sighting, sightingOf, violationIn } from './failing-case.ts'

/** The violation that a retry looks for. */
export interface Sought {
  readonly law: Law
  readonly trouble: Trouble | null
  /** How it loses data; null if it loses none. Default: it may be of any kind. */
  readonly kind?: LossKind | null
}

/** Returns the violation that a failing case of a law shows. One of another kind, even a worse one, is another defect. */
export function soughtIn(law: Law, { disturbed, violation }: FailingCase): Sought {
  return { law, trouble: disturbed?.trouble ?? null, kind: violation.kind ?? null }
}

/**
 * Runs a subject in one world, and returns the failing case that is sought. Null where the trouble does not strike, and
 * where the law is not broken in that way.
 */
export async function failingCaseIn(
  { law, trouble, kind }: Sought,
  spec: WorldSpec,
  harness: Harness,
): Promise<FailingCase | null> {
  const sighting = await sightingIn({ law, trouble }, spec, harness)
  const violation = sighting && violationIn(law, sighting, kind)
  return violation && { spec, ...sighting, violation }
}

/** Runs a subject in one world, and returns what a law needs to see there. Null where the trouble does not strike. */
export async function sightingIn(
  { law, trouble }: Pick<Sought, 'law' | 'trouble'>,
  spec: WorldSpec,
  harness: Harness,
): Promise<Sighting | null> {
  const needs = new Set<Need>(harness.records === undefined ? law.needs : [...law.needs, 'moments'])
  const observation =
    trouble === null ? await observe(harness, spec, needs) : await tryTrouble(harness, spec, trouble)
  return observation && sightingOf(observation)
}
