import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { judge } from '../../src/gate/judge.ts'
import { LAWS, type LawId } from '../../src/laws/index.ts'
import { isAbout, isWithinLevel, type Law } from '../../src/laws/law.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { lacksBwrap, lacksTracer } from '../machine/capabilities.ts'
import { subjectOf } from './hunt.ts'
import { RIGHT } from './right.ts'
import { commands, inProcess, isInProcess, type Specimen } from './specimen.ts'

const idsOf = (is: (law: Law<LawId>) => boolean) => LAWS.filter(is).map(({ id }) => id)
const UNDISTURBED = idsOf(({ underTrouble }) => underTrouble === undefined)
const RACES = idsOf(law => isAbout(law, 'race'))
const TROUBLED = idsOf(({ id }) => !UNDISTURBED.includes(id) && !RACES.includes(id))
/**
 * The laws of trouble by which a specimen is judged here: for every eighth one those of races or the others, in turn. Where the
 * table is made, each is judged by all of them.
 */
const troubledLawsFor = (specimen: Specimen): LawId[] => {
  const turn = RIGHT.findIndex(({ file }) => file === specimen.file) % 16
  if (specimen.isSlow === true || turn % 8 !== 0) return []
  return turn === 0 ? TROUBLED : RACES
}

describe('what is right lives', () => {
  // A part will do here: the whole is tried where the table is made.
  const judged = async (
    subject: Subject,
    { deployment = DEFAULT_DEPLOYMENT }: Specimen,
    laws: readonly LawId[],
    count: number,
    index = 1,
  ) =>
    (await judge(subject, { deployment, level: 'complete', numRuns: 20, laws, sample: { index, count } }))
      .laws
  /** Each run of a command is slow, and trouble takes many of them: each specimen is tried in another world. */
  const judgedInParts = async (subject: Subject, specimen: (typeof RIGHT)[number]) => {
    const laws = troubledLawsFor(specimen)
    // The first world is empty: there is the most to make, and so to race for.
    const index = laws === RACES ? 1 : 1 + ((11 * RIGHT.indexOf(specimen)) % 160)
    const undisturbed = await judged(subject, specimen, UNDISTURBED, specimen.isSlow === true ? 160 : 48)
    return laws.length === 0
      ? undisturbed
      : [...undisturbed, ...(await judged(subject, specimen, laws, 160, index))]
  }
  const lives = async (specimen: (typeof RIGHT)[number]) => {
    const subject = await subjectOf(specimen)
    const laws = isInProcess(specimen)
      ? await judged(subject, specimen, [], 24)
      : await judgedInParts(subject, specimen)
    const accused = laws.filter(
      law =>
        law.verdict === 'broken' &&
        (isWithinLevel(law.level, specimen.level) || !specimen.warnings.includes(law.id)),
    )
    expect(accused.map(({ id, counterexample }) => `${id}: ${counterexample?.summary}`)).toEqual([])
    const asked = isInProcess(specimen)
      ? LAWS.map(({ id }) => id)
      : [...UNDISTURBED, ...troubledLawsFor(specimen)]
    expect(laws.map(({ id }) => id).sort()).toEqual(asked.sort())
    expect(laws.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(5)
  }

  test.each(inProcess(RIGHT))('$file', { timeout: 300_000 }, lives)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(RIGHT))('$file', { timeout: 300_000 }, lives)
})
