import { describe, expect, test } from 'vitest'
import { judge } from '../../src/gate/judge.ts'
import { LAWS, type LawId } from '../../src/laws/index.ts'
import { isAbout, isWithinLevel, type Law } from '../../src/laws/law.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { lacksBwrap, lacksTracer } from '../machine/capabilities.ts'
import { subjectOf } from './hunt.ts'
import { RIGHT } from './right.ts'
import { commands, inProcess, isInProcess } from './specimen.ts'

const idsOf = (is: (law: Law<LawId>) => boolean) => LAWS.filter(is).map(({ id }) => id)
const UNDISTURBED = idsOf(({ underTrouble }) => underTrouble === undefined)
const RACES = idsOf(law => isAbout(law, 'race'))
const TROUBLED = idsOf(({ id }) => !UNDISTURBED.includes(id) && !RACES.includes(id))

describe('what is right lives', () => {
  // A part will do here: the whole is tried where the table is made.
  const judged = async (subject: Subject, laws: readonly LawId[], count: number, index = 1) =>
    (await judge(subject, { level: 'complete', numRuns: 40, laws, shard: { index, count } })).laws
  /** Each run of a command is dear, and trouble takes many of them: each is tried in other worlds than the rest. */
  const judgedInParts = async (subject: Subject, specimen: (typeof RIGHT)[number]) => [
    ...(await judged(subject, UNDISTURBED, 16)),
    // The first world is empty: there is the most to make, and so to race for.
    ...(await judged(subject, RACES, 160)),
    ...(await judged(subject, TROUBLED, 160, 1 + ((11 * RIGHT.indexOf(specimen)) % 160))),
  ]
  const lives = async (specimen: (typeof RIGHT)[number]) => {
    const subject = await subjectOf(specimen)
    const laws = isInProcess(specimen) ? await judged(subject, [], 4) : await judgedInParts(subject, specimen)
    const accused = laws.filter(
      law =>
        law.verdict === 'broken' &&
        (isWithinLevel(law.level, specimen.level) || !specimen.warnings.includes(law.id)),
    )
    expect(accused.map(({ id, counterexample }) => `${id}: ${counterexample?.summary}`)).toEqual([])
    expect(laws.map(({ id }) => id).sort()).toEqual(LAWS.map(({ id }) => id).sort())
    expect(laws.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(10)
  }

  test.each(inProcess(RIGHT))('$file', { timeout: 300_000 }, lives)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(RIGHT))('$file', { timeout: 300_000 }, lives)
})
