import type { WorldSpec } from '../../fixtures/world-spec.ts'
import type { Lab } from '../experiments/lab.ts'
import { observe } from '../experiments/observe.ts'
import type { LawId } from '../laws/index.ts'
import { type Experiment, isTrouble } from '../laws/law.ts'
import type { Judge } from './judge.ts'
import { pool } from './pool.ts'
import { mostInWave, SECOND_WAVE_LAWS, STRANGERS_LAWS, secondWave } from './second-wave.ts'
import { strangeWorlds } from './strange-worlds.ts'
import { type Candidate, candidateOf } from './troubled-worlds.ts'

/** What each world is tried for. */
interface Trying {
  /** The number of the first world. */
  readonly offset: number
  /** The laws to judge; all unless given. */
  readonly of?: ReadonlySet<LawId>
  /** What is said of these worlds while they are tried. */
  readonly among?: string
}

/** Every world once, with nothing in the subject's way. Returns what each would be good for under trouble. */
export async function undisturbed(
  lab: Lab,
  specs: readonly WorldSpec[],
  judge: Judge,
  { offset, of, among = '' }: Trying = { offset: 0 },
): Promise<Candidate[]> {
  const needs = needsOf(judge)
  const candidates: Candidate[] = []
  let done = 0
  await pool(specs, lab.subject.parallel, async (spec, i) => {
    const at = offset + i
    const seen = await observe(lab, spec, needs)
    judge.take(seen, spec, at, of)
    candidates[i] = candidateOf(spec, at, seen)
    done += 1
    judge.progress(`${done} of ${specs.length} worlds${among}`)
  })
  return candidates
}

/** All that the laws need, and what tells which names are taken, and in which worlds to try trouble. */
function needsOf(judge: Judge): ReadonlySet<Experiment> {
  const needs = new Set(judge.laws.flatMap(law => law.needs))
  return judgesAny(judge, SECOND_WAVE_LAWS) || [...needs].some(isTrouble) ? needs.add('moments') : needs
}

const judgesAny = ({ laws }: Judge, of: ReadonlySet<LawId>) => laws.some(({ id }) => of.has(id))

/** How many waves there are: a backup of a backup is in the third. */
const WAVES = 2

/**
 * Worlds in which a name that the subject takes for itself is taken already. In those it may well fail, and so only
 * what it loses is judged. Returns how many worlds they were.
 */
export async function laterWaves(lab: Lab, first: readonly Candidate[], judge: Judge): Promise<number> {
  if (!judgesAny(judge, SECOND_WAVE_LAWS)) return 0
  const known = new Set<string>()
  let tried = first
  let offset = first.length
  for (let wave = 0; wave < WAVES; wave += 1) {
    const specs = secondWave(tried, known, mostInWave(lab.subject))
    if (specs.length === 0) break
    tried = await undisturbed(lab, specs, judge, { offset, of: SECOND_WAVE_LAWS, among: ' with names taken' })
    offset += specs.length
  }
  return offset - first.length
}

/**
 * Worlds with what nobody speaks of in the request, of which only what is lost is judged. Returns how many they were.
 *
 * @param offset the number of the first of them.
 */
export async function amongStrangers(
  lab: Lab,
  first: readonly Candidate[],
  judge: Judge,
  offset: number,
): Promise<number> {
  if (!judgesAny(judge, STRANGERS_LAWS)) return 0
  const specs = await strangeWorlds(lab, first)
  await undisturbed(lab, specs, judge, { offset, of: STRANGERS_LAWS, among: ' with strangers about' })
  return specs.length
}
