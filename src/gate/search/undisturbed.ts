import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Harness } from '../../experiments/harness.ts'
import { observe } from '../../experiments/observe.ts'
import type { LawId } from '../../laws/index.ts'
import type { Experiment } from '../../laws/law.ts'
import { isTrouble } from '../../observation/trouble.ts'
import type { Judge } from './judge.ts'
import { mostInWave, SECOND_WAVE_LAWS, STRANGERS_LAWS, secondWave } from './name-taken-worlds.ts'
import { pool } from './pool.ts'
import { type TriedWorld, triedWorldOf } from './tried-world.ts'
import { unrequestedWorlds } from './unrequested-worlds.ts'

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
  harness: Harness,
  specs: readonly WorldSpec[],
  judge: Judge,
  { offset, of, among = '' }: Trying = { offset: 0 },
): Promise<TriedWorld[]> {
  const needs = needsOf(judge)
  const candidates: TriedWorld[] = []
  let done = 0
  await pool(specs, harness.subject.parallel, async (spec, i) => {
    const at = offset + i
    const seen = await observe(harness, spec, needs)
    judge.take(seen, spec, at, of)
    candidates[i] = triedWorldOf(spec, at, seen)
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
export async function laterWaves(
  harness: Harness,
  first: readonly TriedWorld[],
  judge: Judge,
): Promise<number> {
  if (!judgesAny(judge, SECOND_WAVE_LAWS)) return 0
  const known = new Set<string>()
  let tried = first
  let offset = first.length
  for (let wave = 0; wave < WAVES; wave += 1) {
    const specs = secondWave(tried, known, mostInWave(harness.subject))
    if (specs.length === 0) break
    tried = await undisturbed(harness, specs, judge, {
      offset,
      of: SECOND_WAVE_LAWS,
      among: ' with names taken',
    })
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
  harness: Harness,
  first: readonly TriedWorld[],
  judge: Judge,
  offset: number,
): Promise<number> {
  if (!judgesAny(judge, STRANGERS_LAWS)) return 0
  const specs = await unrequestedWorlds(harness, first)
  await undisturbed(harness, specs, judge, { offset, of: STRANGERS_LAWS, among: ' with strangers about' })
  return specs.length
}
