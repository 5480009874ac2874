import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { observe } from '../../experiments/observe.ts'
import { underOne } from '../../experiments/troubles/try-troubles.ts'
import type { Experiment, Law } from '../../laws/law.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Trouble } from '../../observation/trouble.ts'

/** What a law is to judge in one world, under one trouble or none; null where the trouble does not strike there. */
export function observeUnder(
  law: Law,
  spec: WorldSpec,
  harness: Harness,
  trouble: Trouble | null,
): Promise<Observation | null> {
  if (trouble !== null) return underOne(harness, spec, trouble)
  const needs = new Set<Experiment>(law.needs)
  return observe(harness, spec, harness.records !== undefined ? needs.add('moments') : needs)
}
