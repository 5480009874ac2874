import type { Harness } from '../../experiments/harness.ts'
import { type AnyLawId, findLaw } from '../../laws/index.ts'
import { violationsOf } from '../../laws/worst-first.ts'
import { equalityFor, subjectOf } from '../gate.ts'
import { GateError } from '../gate-error.ts'
import { keepWorlds } from '../keep-worlds.ts'
import { type Waivers, waivedLosses } from '../options/waivers.ts'
import type { GateOptions } from '../options.ts'
import { withHarness } from '../process/with-harness.ts'
import type { Regression } from '../regressions.ts'
import { type Counterexample, counterexampleOf } from '../report/counterexample.ts'
import { subjectTitle } from '../report/shown-report.ts'
import { usableRegressions } from '../search/worlds.ts'
import { blameFor } from '../shrink/blame.ts'
import { confirmed } from '../shrink/confirm.ts'
import { judgementOn } from '../shrink/failing-case.ts'
import { sightingIn, soughtIn } from '../shrink/retry.ts'

/** The outcome of one remembered violation. */
export interface Replayed {
  readonly id: AnyLawId
  /** The law as one sentence. */
  readonly says: string
  /** The violation as it shows now; null where there is none. */
  readonly counterexample: Counterexample | null
  /** Why nothing was tested; null where something was. */
  readonly untested: string | null
}

/** The outcomes of remembered violations of one subject. */
export interface ReplayReport {
  /** The subject, as a report calls it. Printable. */
  readonly subject: string
  readonly results: readonly Replayed[]
  /** Further facts for the user, one sentence each. */
  readonly notes: readonly string[]
}

/**
 * Runs remembered violations again, each in its one world, under its trouble.
 *
 * @throws GateError when the subject cannot be judged.
 */
export async function replay(
  options: GateOptions,
  regressions: readonly Regression[],
): Promise<ReplayReport> {
  const subject = subjectOf(options)
  return await withHarness(
    subject,
    { ...options, equality: equalityFor(options) },
    async (harness, notes) => {
      const results: Replayed[] = []
      for (const one of regressions) results.push(await replayOne(one, harness, options))
      const kept = options.keep ? await keepWorlds(harness, results) : []
      return { subject: subjectTitle(subject.name, options), results, notes: [...notes, ...kept] }
    },
  )
}

async function replayOne(regression: Regression, harness: Harness, options: GateOptions): Promise<Replayed> {
  const { law: id, spec, trouble } = regression
  const law = findLaw(id)
  if (law === undefined) throw new GateError(`The gate has no law ${id}: run the test suite that has it.`)
  const { says } = law
  const untested = (why: string): Replayed => ({ id, says, counterexample: null, untested: why })
  const { stops } = harness.subject
  if (trouble !== null && stops.by === 'none') return untested(stops.why)
  if (usableRegressions([regression], harness.subject, options).length === 0)
    return untested('its world does not suit the command any more')
  const sighting = await sightingIn({ law, trouble }, spec, harness)
  if (sighting === null)
    return untested('the trouble did not strike: the command does not make that call any more')
  const judgement = judgementOn(law, sighting)
  if (judgement === 'vacuous') return untested('the law has nothing to say about that world any more')
  const violation = violationsOf(judgement).find(({ kind }) => !isWaived(options.waivers, id, kind))
  const [found] =
    violation === undefined ? [] : await confirmed(law, [{ spec, ...sighting, violation }], harness)
  if (found === undefined) return { id, says, counterexample: null, untested: null }
  const blame = await blameFor(soughtIn(law, found), spec, harness)
  const counterexample = counterexampleOf(found, {
    invocation: harness.subject.invocation,
    blame,
    given: harness.given,
  })
  return { id, says, counterexample, untested: null }
}

function isWaived(waivers: Waivers, id: AnyLawId, kind: string | undefined): boolean {
  return waivers.has(id) || waivedLosses(waivers, id).some(waived => waived.kind === kind)
}
