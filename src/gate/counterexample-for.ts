import type { WorldSpec } from '../../fixtures/world-spec.ts'
import type { Lab } from '../experiments/lab.ts'
import type { Trouble } from '../laws/disturbed.ts'
import type { Law } from '../laws/law.ts'
import { blameFor } from './blame.ts'
import { type Counterexample, counterexampleOf } from './counterexample.ts'
import { fewerTurns } from './fewer-turns.ts'
import { type Found, isDestruction } from './found.ts'
import { minimise } from './minimise.ts'
import type { CommandRun } from './reproduction.ts'
import { seenUnder } from './seen-under.ts'

/**
 * What breaks a law, as small as can be: the world is made smaller, under the same trouble, and then the trouble. A
 * subject that does not do the same each time may hold now what it broke before: then what was seen stands.
 */
export async function counterexampleFor(
  law: Law,
  first: Found,
  lab: Lab,
  { isShown, command }: { readonly isShown: boolean; readonly command: CommandRun | null },
): Promise<Counterexample> {
  const trouble = first.seen.disturbed?.trouble ?? null
  const judge = async (spec: WorldSpec, under: Trouble | null): Promise<Found | null> => {
    const seen = await seenUnder(law, spec, lab, under)
    const judgement = seen === null ? 'beside' : law.judge(seen)
    return seen === null || typeof judgement === 'string' ? null : { spec, seen, broken: judgement }
  }
  const isLoss = isDestruction(first)
  // What is lost must be lost in the smaller world too.
  const isBroken = async (spec: WorldSpec) => {
    const found = await judge(spec, trouble)
    return found !== null && (!isLoss || isDestruction(found))
  }
  const spec = isShown ? await minimise(first.spec, isBroken, lab.subject.obeysRequest) : first.spec
  const least =
    isShown && trouble !== null
      ? await fewerTurns(trouble, async fewer => (await judge(spec, fewer)) !== null)
      : trouble
  const found = (await judge(spec, least)) ?? (await judge(first.spec, trouble)) ?? first
  const blame = isShown ? await blameFor(law, found.spec, lab, found.seen.disturbed?.trouble ?? null) : null
  return counterexampleOf(found.spec, found.seen, found.broken, { command, blame })
}
