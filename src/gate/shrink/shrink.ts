import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import type { Law } from '../../laws/law.ts'
import type { Trouble } from '../../observation/trouble.ts'
import { type Counterexample, counterexampleOf } from '../report/counterexample.ts'
import type { CommandRun } from '../report/reproduction.ts'
import { blameFor } from './blame.ts'
import { type FailingCase, isDestruction } from './failing-case.ts'
import { fewerTurns } from './fewer-turns.ts'
import { minimise } from './minimise.ts'
import { observeUnder } from './observe-under.ts'

/**
 * What breaks a law, as small as can be: the world is made smaller, under the same trouble, and then the trouble. A
 * subject that does not do the same each time may hold now what it broke before: then what was seen stands.
 */
export async function shrink(
  law: Law,
  first: FailingCase,
  harness: Harness,
  { isShown, command }: { readonly isShown: boolean; readonly command: CommandRun | null },
): Promise<Counterexample> {
  const trouble = first.seen.disturbed?.trouble ?? null
  const judge = async (spec: WorldSpec, under: Trouble | null): Promise<FailingCase | null> => {
    const seen = await observeUnder(law, spec, harness, under)
    const judgement = seen === null ? 'vacuous' : law.judge(seen)
    return seen === null || typeof judgement === 'string' ? null : { spec, seen, violation: judgement }
  }
  const isLoss = isDestruction(first)
  // What is lost must be lost in the smaller world too.
  const isBroken = async (spec: WorldSpec) => {
    const found = await judge(spec, trouble)
    return found !== null && (!isLoss || isDestruction(found))
  }
  const spec = isShown
    ? await minimise(first.spec, isBroken, harness.subject.acceptsRequest === true)
    : first.spec
  const least =
    isShown && trouble !== null
      ? await fewerTurns(trouble, async fewer => (await judge(spec, fewer)) !== null)
      : trouble
  const found = (await judge(spec, least)) ?? (await judge(first.spec, trouble)) ?? first
  const blame = isShown
    ? await blameFor(law, found.spec, harness, found.seen.disturbed?.trouble ?? null)
    : null
  return counterexampleOf(found.spec, found.seen, found.violation, { command, blame })
}
