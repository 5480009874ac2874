import type { WorldSpec } from '../../fixtures/world-spec.ts'
import type { Lab } from '../experiments/lab.ts'
import { namesMade } from '../experiments/names-made.ts'
import { observe } from '../experiments/observe.ts'
import { underOne, underTrouble } from '../experiments/trouble.ts'
import { LAWS, type LawId } from '../laws/index.ts'
import { type Experiment, isTrouble, isWithinLevel, type Law, type Level } from '../laws/law.ts'
import type { Observation } from '../laws/observation.ts'
import { counterexampleFor } from './counterexample-for.ts'
import { pool } from './pool.ts'
import { Reach, type Reached } from './reach.ts'
import type { Regression } from './regression.ts'
import type { CommandRun } from './reproduction.ts'
import { SECOND_WAVE_LAWS, secondWave } from './second-wave.ts'
import { Tally } from './tally.ts'
import { type Candidate, chosenForTrouble } from './troubled-worlds.ts'
import type { LawResult, Verdict } from './verdict.ts'
import { keyOf } from './worlds.ts'

export interface Trial {
  readonly level: Level
  /** The laws to judge; all where there are none. */
  readonly laws: readonly LawId[]
  readonly waivers: ReadonlyMap<LawId, string>
  /** What broke a law before; of those worlds that are among the ones to try, their trouble is tried first. */
  readonly remembered?: readonly Regression[]
  /** Of the random orders of a race; 1 unless given. */
  readonly seed?: number
  /** For the script of a counterexample; null for a subject that is no command. */
  readonly command: CommandRun | null
  readonly onProgress: (line: string) => void
}

export interface Results {
  readonly laws: readonly LawResult[]
  /** Distinct worlds tried. */
  readonly worlds: number
  readonly reached: Reached
}

/**
 * Tries every world once, judges all laws in it, tries some again under every trouble, and makes the worlds that break
 * a law as small as can be.
 */
export async function runLaws(lab: Lab, specs: readonly WorldSpec[], trial: Trial): Promise<Results> {
  const laws = LAWS.filter(({ id }) => trial.laws.length === 0 || trial.laws.includes(id))
  const tallies = new Map<LawId, Tally>(laws.map(({ id }) => [id, new Tally()]))
  const tallyOf = (id: LawId) => tallies.get(id) ?? new Tally()
  const reach = new Reach()
  const judge: Judge = (seen, spec, at, of) => {
    if (seen.disturbed === undefined) reach.world(spec, seen)
    else reach.run(seen.disturbed)
    for (const law of laws)
      if (of === undefined || of.has(law.id)) tallyOf(law.id).take(law.judge(seen), seen, spec, at)
  }
  const broken = () => laws.filter(({ id }) => tallyOf(id).broken.size > 0).map(({ id }) => id)
  const progress = (line: string) =>
    trial.onProgress(broken().length === 0 ? line : `${line}, broken so far: ${broken().join(', ')}`)

  const needs = needsOf(laws)
  const first = await undisturbed(lab, specs, needs, judge, progress)
  const later = await laterWaves(lab, first, needs, { judge, progress, laws })
  const candidates = first.filter(({ spec }) => spec.isRandom !== true)
  if (lab.subject.stops.by !== 'none') {
    await troubledAgain(lab, specs, laws, trial.remembered ?? [], { judge, progress, reach })
    await troubled(lab, candidates, laws, { tallyOf, judge, progress, seed: trial.seed ?? 1, reach })
  }

  const results = new Map<LawId, LawResult>()
  await pool(laws, lab.subject.parallel, async law => {
    results.set(law.id, await resultOf(law, tallyOf(law.id), lab, trial))
  })
  return {
    laws: laws.flatMap(({ id }) => results.get(id) ?? []),
    worlds: specs.length + later,
    reached: reach.reached,
  }
}

/** All that the laws need, and what tells which names are taken, and in which worlds to try trouble. */
function needsOf(laws: readonly Law<LawId>[]): ReadonlySet<Experiment> {
  const needs = new Set(laws.flatMap(law => law.needs))
  const needsNames = laws.some(({ id }) => SECOND_WAVE_LAWS.has(id))
  return needsNames || [...needs].some(isTrouble) ? needs.add('moments') : needs
}

/** @param of the laws to judge; all unless given. */
type Judge = (seen: Observation, spec: WorldSpec, at: number, of?: ReadonlySet<LawId>) => void

interface Judging {
  readonly tallyOf: (id: LawId) => Tally
  readonly judge: Judge
  readonly progress: (line: string) => void
  readonly seed: number
  readonly reach: Reach
}

/** Every world once, with nothing in the subject's way. Returns what each would be good for under trouble. */
async function undisturbed(
  lab: Lab,
  specs: readonly WorldSpec[],
  needs: ReadonlySet<Experiment>,
  judge: Judge,
  progress: (line: string) => void,
): Promise<Candidate[]> {
  const candidates: Candidate[] = []
  let done = 0
  await pool(specs, lab.subject.parallel, async (spec, at) => {
    const seen = await observe(lab, spec, needs)
    judge(seen, spec, at)
    candidates[at] = {
      spec,
      at,
      world: seen.asked.world,
      claim: seen.first.report.claim,
      changes: (seen.moments ?? []).map(({ next }) => next),
      made: namesMade(seen),
    }
    done += 1
    progress(`${done} of ${specs.length} worlds`)
  })
  return candidates
}

/** How many worlds there are in a wave at most, and how many waves: a backup of a backup is in the third. */
const WAVE = { command: 30, inProcess: 120 }
const WAVES = 2

/**
 * Worlds in which a name that the subject takes for itself is taken already. In those it may well fail, and so only
 * what it loses is judged. Returns how many worlds they were.
 */
async function laterWaves(
  lab: Lab,
  first: readonly Candidate[],
  needs: ReadonlySet<Experiment>,
  { laws, judge, progress }: Pick<Judging, 'judge' | 'progress'> & { readonly laws: readonly Law<LawId>[] },
): Promise<number> {
  if (!laws.some(({ id }) => SECOND_WAVE_LAWS.has(id))) return 0
  const known = new Set<string>()
  let tried = first
  let count = first.length
  for (let wave = 0; wave < WAVES; wave += 1) {
    const specs = secondWave(tried, known, lab.subject.kind === 'command' ? WAVE.command : WAVE.inProcess)
    if (specs.length === 0) break
    const offset = count
    count += specs.length
    tried = await undisturbed(
      lab,
      specs,
      needs,
      (seen, spec, at) => judge(seen, spec, offset + at, SECOND_WAVE_LAWS),
      line => progress(`${line} with names taken`),
    )
  }
  return count - first.length
}

/** Each trouble under which a law was broken before, in its world. */
async function troubledAgain(
  lab: Lab,
  specs: readonly WorldSpec[],
  laws: readonly Law<LawId>[],
  remembered: readonly Regression[],
  { judge, progress, reach }: Pick<Judging, 'judge' | 'progress' | 'reach'>,
): Promise<void> {
  for (const { law, spec, trouble } of remembered) {
    if (trouble === null || !laws.some(({ id }) => id === law)) continue
    const key = keyOf(spec, lab.subject)
    const at = specs.findIndex(one => keyOf(one, lab.subject) === key)
    if (at === -1) continue
    progress(`under the trouble that broke ${law} before`)
    const seen = await underOne(lab, spec, trouble)
    if (seen !== null) judge(seen, spec, at)
    const [struck, missed] = seen === null ? [0, 1] : [1, 0]
    reach.tried({ kind: trouble.kind, struck, missed, orders: 0, seconds: 0 })
  }
}

async function troubled(
  lab: Lab,
  candidates: readonly Candidate[],
  laws: readonly Law<LawId>[],
  { tallyOf, judge, progress, seed, reach }: Judging,
): Promise<void> {
  const kinds = new Set(laws.flatMap(({ needs }) => needs).filter(isTrouble))
  if (kinds.size === 0) return
  const chosen = chosenForTrouble(lab.subject, candidates)
  const known = lab.subject.kind === 'command' ? new Set<string>() : null
  for (const [i, { spec, at }] of chosen.entries()) {
    progress(`under trouble in ${i + 1} of ${chosen.length} worlds`)
    const lawsOf = (kind: Experiment) => laws.filter(({ needs }) => needs.includes(kind))
    // What is found is found: it is then made small, and not looked for again.
    const isLeft = (kind: Experiment) => lawsOf(kind).some(({ id }) => tallyOf(id).underTrouble === null)
    const left = new Set([...kinds].filter(isLeft))
    await underTrouble(lab, spec, {
      kinds: left,
      seed,
      turn: i,
      known,
      onSeen: seen => {
        judge(seen, spec, at)
        const kind = seen.disturbed?.trouble.kind
        return kind === undefined || isLeft(kind)
      },
      onTried: tried => {
        reach.tried(tried)
        for (const { id } of lawsOf(tried.kind)) tallyOf(id).add(tried)
      },
    })
  }
}

async function resultOf(law: Law<LawId>, tally: Tally, lab: Lab, trial: Trial): Promise<LawResult> {
  const waiver = trial.waivers.get(law.id)
  const [verdict, reason] = verdictOf(law, tally, waiver, lab)
  const fails = verdict === 'broken' && isWithinLevel(law.level, trial.level)
  const began = performance.now()
  // Of a warning only the sentence is shown, and to look for a smaller world costs as much as the run did.
  const counterexample =
    verdict === 'broken' && tally.smallest !== null
      ? await counterexampleFor(law, tally.smallest, lab, { isShown: fails, command: trial.command })
      : null
  return {
    id: law.id,
    level: law.level,
    says: law.says,
    verdict,
    worlds: tally.judged.size,
    brokenIn: tally.broken.size,
    troubled: needsStops(law) ? tally.troubled : null,
    seconds: tally.seconds + (performance.now() - began) / 1000,
    reason,
    fails,
    counterexample,
  }
}

function verdictOf(
  law: Law<LawId>,
  { judged, broken, troubled }: Tally,
  waiver: string | undefined,
  { subject }: Lab,
): [Verdict, string | null] {
  if (waiver !== undefined) return ['waived', waiver]
  if (broken.size > 0) return ['broken', null]
  if (needsStops(law) && subject.stops.by === 'none') return [subject.stops.verdict, subject.stops.why]
  if (needsStops(law) && troubled.moments + troubled.struck === 0)
    return ['not-tested', 'no call on the world was seen, stopped or failed']
  if (judged.size > 0) return ['held', null]
  if (law.needs.includes('permuted') && !subject.obeysRequest) {
    return [
      'not-applicable',
      'its homes and links are written into it, and it cannot be asked for another order',
    ]
  }
  return ['not-tested', 'no world was tried in which it could be judged']
}

/** Whether a law speaks of what happens between two calls. */
function needsStops({ needs }: Law): boolean {
  return needs.some(need => need === 'moments' || isTrouble(need))
}
