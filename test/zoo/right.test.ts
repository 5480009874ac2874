import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { tempDir } from '../../fixtures/temp.ts'
import { judgeSubject, labFor } from '../../src/gate/judge-subject.ts'
import { isWithinLevel } from '../../src/laws/law.ts'
import { lacksBwrap, lacksTracer } from '../subjects/needs.ts'
import { commands, inProcess, isInProcess } from './beast.ts'
import { subjectOf } from './hunt.ts'
import { RIGHT } from './right.ts'

describe('what is right lives', () => {
  const lives = async (beast: (typeof RIGHT)[number]) => {
    await using temp = await tempDir()
    const subject = await subjectOf(beast)
    // Each run of a command is dear.
    const count = isInProcess(beast) ? 4 : 40
    const { laws } = await judgeSubject(
      labFor(temp, subject, { equality: null, allow: [] }),
      {
        ...{ command: null, deployment: DEFAULT_DEPLOYMENT, level: 'complete', runs: 40, seed: 1, laws: [] },
        // A part will do here: the whole is tried where the table is made.
        ...{ waivers: new Map(), allow: [], equality: null, shard: { index: 1, count }, keep: false },
      },
      { sandbox: 'bwrap', notes: [] },
      () => {},
    )
    const accused = laws.filter(
      law =>
        law.verdict === 'broken' &&
        (isWithinLevel(law.level, beast.level) || !beast.warnings.includes(law.id)),
    )
    expect(accused.map(({ id, counterexample }) => `${id}: ${counterexample?.summary}`)).toEqual([])
    expect(laws.filter(({ verdict }) => verdict === 'held').length).toBeGreaterThan(10)
  }

  test.each(inProcess(RIGHT))('$file', { timeout: 300_000 }, lives)
  test.skipIf(lacksBwrap || lacksTracer).each(commands(RIGHT))('$file', { timeout: 300_000 }, lives)
})
