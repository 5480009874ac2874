import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { underOne, underTrouble } from '../../experiments/troubles/try-troubles.ts'
import type { Experiment } from '../../laws/law.ts'
import { isTrouble } from '../../observation/trouble.ts'
import type { Regression } from '../regressions.ts'
import type { Judge } from './judge.ts'
import { chosenForTrouble, type TriedWorld } from './tried-world.ts'
import { keyOf } from './worlds.ts'

/** Each trouble under which a law was broken before, in its world. */
export async function troubledAgain(
  harness: Harness,
  specs: readonly WorldSpec[],
  remembered: readonly Regression[],
  judge: Judge,
): Promise<void> {
  for (const { law, spec, trouble } of remembered) {
    if (trouble === null || !judge.laws.some(({ id }) => id === law)) continue
    const key = keyOf(spec, harness.subject)
    const at = specs.findIndex(one => keyOf(one, harness.subject) === key)
    if (at === -1) continue
    judge.progress(`under the trouble that broke ${law} before`)
    const seen = await underOne(harness, spec, trouble)
    if (seen !== null) judge.take(seen, spec, at)
    const [struck, missed] = seen === null ? [0, 1] : [1, 0]
    judge.reach.tried({ kind: trouble.kind, struck, missed, orders: 0, seconds: 0 })
  }
}

/** Every trouble that the laws are about, in the worlds that tell most. */
export async function troubled(
  harness: Harness,
  candidates: readonly TriedWorld[],
  seed: number,
  judge: Judge,
): Promise<void> {
  const kinds = new Set(judge.laws.flatMap(({ needs }) => needs).filter(isTrouble))
  if (kinds.size === 0) return
  const lawsOf = (kind: Experiment) => judge.laws.filter(({ needs }) => needs.includes(kind))
  // What is found is found: it is then made small, and not looked for again.
  const isLeft = (kind: Experiment) => lawsOf(kind).some(law => judge.tallyOf(law).underTrouble === null)
  const chosen = chosenForTrouble(harness.subject, candidates)
  const known = harness.subject.kind === 'command' ? new Set<string>() : null
  for (const [turn, { spec, at }] of chosen.entries()) {
    judge.progress(`under trouble in ${turn + 1} of ${chosen.length} worlds`)
    await underTrouble(harness, spec, {
      kinds: new Set([...kinds].filter(isLeft)),
      seed,
      turn,
      known,
      onSeen: seen => {
        judge.take(seen, spec, at)
        const kind = seen.disturbed?.trouble.kind
        return kind === undefined || isLeft(kind)
      },
      onTried: tried => {
        judge.reach.tried(tried)
        for (const law of lawsOf(tried.kind)) judge.tallyOf(law).add(tried)
      },
    })
  }
}
