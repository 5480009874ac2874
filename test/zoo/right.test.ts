import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { tempDir } from '../../fixtures/temp.ts'
import { harnessFor, judgeSubject } from '../../src/gate/judge-subject.ts'
import { LAWS, type LawId } from '../../src/laws/index.ts'
import { isWithinLevel, type Law } from '../../src/laws/law.ts'
import { isTrouble } from '../../src/observation/trouble.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { lacksBwrap, lacksTracer } from '../subjects/needs.ts'
import { commands, inProcess, isInProcess } from './beast.ts'
import { subjectOf } from './hunt.ts'
import { RIGHT } from './right.ts'

const idsOf = (is: (law: Law<LawId>) => boolean) => LAWS.filter(is).map(({ id }) => id)
const UNDISTURBED = idsOf(({ needs }) => !needs.some(isTrouble))
const RACES = idsOf(({ needs }) => needs.includes('race'))
const TROUBLED = idsOf(({ id }) => !UNDISTURBED.includes(id) && !RACES.includes(id))

describe('what is right lives', () => {
  const judged = async (subject: Subject, laws: readonly LawId[], count: number, index = 1) => {
    await using temp = await tempDir()
    const { laws: results } = await judgeSubject(
      harnessFor(temp, subject, { equality: null, allow: [] }),
      {
        ...{ command: null, deployment: DEFAULT_DEPLOYMENT, level: 'complete', numRuns: 40, seed: 1, laws },
        // A part will do here: the whole is tried where the table is made.
        ...{ waivers: new Map(), allow: [], equality: null, shard: { index, count }, keep: false },
      },
      { sandbox: 'bwrap', notes: [] },
      () => {},
    )
    return results
  }
  /** Each run of a command is dear, and trouble takes many of them: each is tried in other worlds than the rest. */
  const judgedInParts = async (subject: Subject, beast: (typeof RIGHT)[number]) => [
    ...(await judged(subject, UNDISTURBED, 10)),
    // The first world is empty: there is the most to make, and so to race for.
    ...(await judged(subject, RACES, 160)),
    ...(await judged(subject, TROUBLED, 160, 1 + 11 * RIGHT.indexOf(beast))),
  ]
  const lives = async (beast: (typeof RIGHT)[number]) => {
    const subject = await subjectOf(beast)
    const laws = isInProcess(beast) ? await judged(subject, [], 4) : await judgedInParts(subject, beast)
    const accused = laws.filter(
      law =>
        law.verdict === 'broken' &&
        (isWithinLevel(law.level, beast.level) || !beast.warnings.includes(law.id)),
    )
    expect(accused.map(({ id, counterexample }) => `${id}: ${counterexample?.summary}`)).toEqual([])
    expect(laws.map(({ id }) => id).sort()).toEqual(LAWS.map(({ id }) => id).sort())
    expect(laws.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(10)
  }

  test.each(inProcess(RIGHT))('$file', { timeout: 300_000 }, lives)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(RIGHT))('$file', { timeout: 300_000 }, lives)
})
