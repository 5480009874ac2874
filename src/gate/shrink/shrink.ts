import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import type { Law } from '../../laws/law.ts'
import type { FailingCase } from './failing-case.ts'
import { fewerTurns } from './fewer-turns.ts'
import { minimise } from './minimise.ts'
import { failingCaseIn, soughtIn } from './retry.ts'

/** How to shrink. */
export interface Shrinking {
  /** Called before each run, with the smallest world so far. */
  readonly onTry: (smallest: WorldSpec) => void
  /** Returns whether the time is up: then nothing smaller is tried. */
  readonly isTimeUp: () => boolean
}

/**
 * Shrinks a failing case of a law: first its world, under the same trouble, then the trouble. The kind of the violation stays
 * the same. The runs of a subject may differ: if the law is not broken again, the first case is returned as it was.
 */
export async function shrink(
  law: Law,
  first: FailingCase,
  harness: Harness,
  { onTry, isTimeUp }: Shrinking,
): Promise<FailingCase> {
  const sought = soughtIn(law, first)
  let smallest = first.spec
  const isBroken = async (spec: WorldSpec) => {
    if (isTimeUp()) return false
    onTry(smallest)
    const isStillBroken = (await failingCaseIn(sought, spec, harness)) !== null
    if (isStillBroken) smallest = spec
    return isStillBroken
  }
  const spec = await minimise(first.spec, isBroken, harness.subject.acceptsRequest === true)
  const trouble =
    sought.trouble &&
    (await fewerTurns(sought.trouble, async fewer => {
      if (isTimeUp()) return false
      onTry(spec)
      return (await failingCaseIn({ ...sought, trouble: fewer }, spec, harness)) !== null
    }))
  return (await failingCaseIn({ ...sought, trouble }, spec, harness)) ?? (await again(law, first, harness))
}

/** Runs a failing case once more. If the law is not broken again, the case is returned as it was. */
export async function again(law: Law, first: FailingCase, harness: Harness): Promise<FailingCase> {
  return (await failingCaseIn(soughtIn(law, first), first.spec, harness)) ?? first
}
