import { describe, expect, test } from 'vitest'
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
/** Each specimen is judged by one half of the laws of trouble here, and by all of them where the table is made. */
const HALVES = [TROUBLED.filter(id => id === 'crash-safe'), TROUBLED.filter(id => id !== 'crash-safe')]
/** The laws by which a specimen is judged here. */
const lawsFor = (specimen: Specimen): LawId[] =>
  isInProcess(specimen)
    ? idsOf(() => true)
    : [...UNDISTURBED, ...RACES, ...(HALVES[RIGHT.findIndex(({ file }) => file === specimen.file) % 2] ?? [])]

describe('what is right lives', () => {
  // A part will do here: the whole is tried where the table is made.
  const judged = async (subject: Subject, laws: readonly LawId[], count: number, index = 1) =>
    (await judge(subject, { level: 'complete', numRuns: 40, laws, shard: { index, count } })).laws
  /** Each run of a command is dear, and trouble takes many of them: each is tried in other worlds than the rest. */
  const judgedInParts = async (subject: Subject, specimen: (typeof RIGHT)[number]) => {
    const index = RIGHT.indexOf(specimen)
    const troubled = lawsFor(specimen).filter(id => TROUBLED.includes(id))
    return [
      ...(await judged(subject, UNDISTURBED, 16)),
      // The first world is empty: there is the most to make, and so to race for.
      ...(await judged(subject, RACES, 160)),
      ...(await judged(subject, troubled, 160, 1 + ((11 * index) % 160))),
    ]
  }
  const lives = async (specimen: (typeof RIGHT)[number]) => {
    const subject = await subjectOf(specimen)
    const laws = isInProcess(specimen) ? await judged(subject, [], 4) : await judgedInParts(subject, specimen)
    const accused = laws.filter(
      law =>
        law.verdict === 'broken' &&
        (isWithinLevel(law.level, specimen.level) || !specimen.warnings.includes(law.id)),
    )
    expect(accused.map(({ id, counterexample }) => `${id}: ${counterexample?.summary}`)).toEqual([])
    expect(laws.map(({ id }) => id).sort()).toEqual(lawsFor(specimen).sort())
    expect(laws.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(10)
  }

  test.each(inProcess(RIGHT))('$file', { timeout: 300_000 }, lives)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(RIGHT))('$file', { timeout: 300_000 }, lives)
})
