import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import type { Law } from '../../laws/law.ts'
import type { FailingCase } from './failing-case.ts'
import { isDestruction } from './failing-case.ts'
import { fewerTurns } from './fewer-turns.ts'
import { minimise } from './minimise.ts'
import { failingCaseIn } from './retry.ts'

/**
 * Makes a failing case as small as it can be with the law's id held fixed: first its world, under the same trouble, then
 * the trouble. A subject that does not do the same each time may keep now what it broke before: then the first case is
 * returned as it was.
 */
export async function shrink(law: Law, first: FailingCase, harness: Harness): Promise<FailingCase> {
  const trouble = first.disturbed?.trouble ?? null
  const isLoss = isDestruction(first)
  // A destroyed file must be destroyed in the smaller world too.
  const isBroken = async (spec: WorldSpec) => {
    const found = await failingCaseIn(law, spec, harness, trouble)
    return found !== null && (!isLoss || isDestruction(found))
  }
  const spec = await minimise(first.spec, isBroken, harness.subject.acceptsRequest === true)
  const least =
    trouble &&
    (await fewerTurns(trouble, async fewer => (await failingCaseIn(law, spec, harness, fewer)) !== null))
  return (await failingCaseIn(law, spec, harness, least)) ?? (await again(law, first, harness))
}

/** Tries a failing case once more; returns it as it was where the law is not broken again. */
export async function again(law: Law, first: FailingCase, harness: Harness): Promise<FailingCase> {
  return (await failingCaseIn(law, first.spec, harness, first.disturbed?.trouble ?? null)) ?? first
}
