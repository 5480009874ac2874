import type { WorldSpec } from '../../fixtures/world-spec.ts'
import type { Lab } from '../experiments/lab.ts'
import { observe } from '../experiments/observe.ts'
import { underOne } from '../experiments/trouble.ts'
import type { Trouble } from '../laws/disturbed.ts'
import type { Experiment, Law } from '../laws/law.ts'
import type { Observation } from '../laws/observation.ts'

/** What a law is to judge in one world, under one trouble or none; null where the trouble does not strike there. */
export function seenUnder(
  law: Law,
  spec: WorldSpec,
  lab: Lab,
  trouble: Trouble | null,
): Promise<Observation | null> {
  if (trouble !== null) return underOne(lab, spec, trouble)
  const needs = new Set<Experiment>(law.needs)
  return observe(lab, spec, lab.isNoted === true ? needs.add('moments') : needs)
}
