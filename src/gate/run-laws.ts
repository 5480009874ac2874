import type { WorldSpec } from '../../fixtures/world-spec.ts'
import type { Lab } from '../experiments/lab.ts'
import { observe } from '../experiments/observe.ts'
import { LAWS, type LawId } from '../laws/index.ts'
import { type Experiment, isWithinLevel, type Law, type Level } from '../laws/law.ts'
import { type Counterexample, counterexampleOf } from './counterexample.ts'
import { minimise, sizeOf } from './minimise.ts'
import { pool } from './pool.ts'
import type { CommandRun } from './reproduction.ts'
import type { LawResult, Verdict } from './verdict.ts'

export interface Trial {
  readonly level: Level
  /** The laws to judge; all where there are none. */
  readonly laws: readonly LawId[]
  readonly waivers: ReadonlyMap<LawId, string>
  /** For the script of a counterexample; null for a subject that is no command. */
  readonly command: CommandRun | null
  readonly onProgress: (done: number, of: number, broken: readonly LawId[]) => void
}

/** What was found of one law while the worlds were tried. */
interface Tally {
  judged: number
  broken: number
  /** The smallest world in which it is broken, and which of the worlds it is. */
  smallest: WorldSpec | null
  at: number
}

/** Tries every world once, judges all laws in it, and makes the worlds that break one as small as can be. */
export async function runLaws(lab: Lab, specs: readonly WorldSpec[], trial: Trial): Promise<LawResult[]> {
  const laws = LAWS.filter(({ id }) => trial.laws.length === 0 || trial.laws.includes(id))
  const tallies = new Map<LawId, Tally>(
    laws.map(({ id }) => [id, { judged: 0, broken: 0, smallest: null, at: 0 }]),
  )
  const needs = new Set(laws.flatMap(law => law.needs))
  let done = 0
  await pool(specs, lab.subject.parallel, async (spec, at) => {
    const seen = await observe(lab, spec, needs)
    for (const law of laws) {
      const judgement = law.judge(seen)
      const tally = tallies.get(law.id)
      if (tally === undefined || judgement === 'beside') continue
      tally.judged += 1
      if (judgement === 'held') continue
      tally.broken += 1
      if (!isBetter(spec, at, tally)) continue
      tally.smallest = spec
      tally.at = at
    }
    done += 1
    trial.onProgress(
      done,
      specs.length,
      laws.filter(({ id }) => (tallies.get(id)?.broken ?? 0) > 0).map(({ id }) => id),
    )
  })
  const results = new Map<LawId, LawResult>()
  await pool(laws, lab.subject.parallel, async law => {
    results.set(law.id, await resultOf(law, tallies.get(law.id), lab, trial))
  })
  return laws.flatMap(({ id }) => results.get(id) ?? [])
}

/** Of two that are as small, the first is taken, and not the one that came in first: the same run says the same. */
function isBetter(spec: WorldSpec, at: number, { smallest, at: best }: Tally): boolean {
  if (smallest === null) return true
  const less = sizeOf(spec) - sizeOf(smallest)
  return less < 0 || (less === 0 && at < best)
}

async function resultOf(
  law: Law<LawId>,
  tally: Tally | undefined,
  lab: Lab,
  trial: Trial,
): Promise<LawResult> {
  const { judged = 0, broken = 0, smallest = null } = tally ?? {}
  const waiver = trial.waivers.get(law.id)
  const [verdict, reason] = verdictOf(law, { judged, broken }, waiver, lab)
  return {
    id: law.id,
    level: law.level,
    says: law.says,
    verdict,
    worlds: judged,
    brokenIn: broken,
    reason,
    fails: verdict === 'broken' && isWithinLevel(law.level, trial.level),
    counterexample:
      verdict === 'broken' && smallest !== null ? await counterexample(law, smallest, lab, trial) : null,
  }
}

function verdictOf(
  law: Law<LawId>,
  { judged, broken }: { readonly judged: number; readonly broken: number },
  waiver: string | undefined,
  { subject }: Lab,
): [Verdict, string | null] {
  if (waiver !== undefined) return ['waived', waiver]
  if (broken > 0) return ['broken', null]
  if (judged > 0) return ['held', null]
  if (law.needs.includes('permuted') && !subject.obeysRequest) {
    return [
      'not-applicable',
      'its homes and links are written into it, and it cannot be asked for another order',
    ]
  }
  return ['not-tested', 'no world was tried in which it could be judged']
}

async function counterexample(
  law: Law<LawId>,
  smallest: WorldSpec,
  lab: Lab,
  trial: Trial,
): Promise<Counterexample | null> {
  const needs = new Set<Experiment>(law.needs)
  const judge = async (spec: WorldSpec) => {
    const seen = await observe(lab, spec, needs)
    const judgement = law.judge(seen)
    return typeof judgement === 'string' ? null : { spec, seen, broken: judgement }
  }
  const isBroken = async (spec: WorldSpec) => (await judge(spec)) !== null
  // Of a warning only the sentence is shown, and to look for a smaller world costs as much as the run did.
  const isShown = isWithinLevel(law.level, trial.level)
  const minimal = isShown ? await minimise(smallest, isBroken, lab.subject.obeysRequest) : smallest
  // A subject that does not do the same each time may hold now what it broke before: then the first world stands.
  const found = (await judge(minimal)) ?? (await judge(smallest))
  return found === null ? null : counterexampleOf(found.spec, found.seen, found.broken, trial.command)
}
