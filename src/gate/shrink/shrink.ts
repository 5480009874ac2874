import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import type { Law } from '../../laws/law.ts'
import type { FailingCase } from './failing-case.ts'
import { isDestruction } from './failing-case.ts'
import { fewerTurns } from './fewer-turns.ts'
import { minimise } from './minimise.ts'
import { failingCaseIn } from './retry.ts'

/**
 * Shrinks a failing case of a law: first its world, under the same trouble, then the trouble. The runs of a subject may
 * differ: if the law is not broken again, the first case is returned as it was.
 */
export async function shrink(law: Law, first: FailingCase, harness: Harness): Promise<FailingCase> {
  const trouble = first.disturbed?.trouble ?? null
  const isLoss = isDestruction(first)
  // Destroyed data must not shrink to a lesser violation.
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

/** Runs a failing case once more. If the law is not broken again, the case is returned as it was. */
export async function again(law: Law, first: FailingCase, harness: Harness): Promise<FailingCase> {
  return (await failingCaseIn(law, first.spec, harness, first.disturbed?.trouble ?? null)) ?? first
}
