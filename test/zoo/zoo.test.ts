import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { tempDir } from '../../fixtures/temp.ts'
import { judgeSubject, labFor } from '../../src/gate/judge-subject.ts'
import { LAW_IDS } from '../../src/laws/index.ts'
import { isWithinLevel } from '../../src/laws/law.ts'
import { lacksBwrap, lacksTracer } from '../subjects/needs.ts'
import type { Beast } from './beast.ts'
import { BROKEN } from './broken.ts'
import { hunt, subjectOf } from './hunt.ts'
import { RIGHT } from './right.ts'

const isInProcess = ({ file }: Beast) => file.endsWith('.ts')
const inProcess = <B extends Beast>(beasts: readonly B[]) => beasts.filter(isInProcess)
const commands = <B extends Beast>(beasts: readonly B[]) => beasts.filter(one => !isInProcess(one))
const cannotRun = lacksBwrap || lacksTracer

describe('the zoo', () => {
  test('has every file of its folders in its lists, and no other', () => {
    const files = ['broken', 'right'].flatMap(folder =>
      readdirSync(new URL(folder, import.meta.url)).map(name => `${folder}/${name}`),
    )
    expect([...BROKEN, ...RIGHT].map(({ file }) => file).sort()).toEqual(files.sort())
  })

  test('has at least two of which each law is the death', () => {
    const rare = LAW_IDS.filter(id => BROKEN.filter(({ dies }) => dies === id).length < 2)
    expect(rare).toEqual([])
  })

  test('stands in its README, each with what was measured of it', () => {
    const rows = readFileSync(new URL('README.md', import.meta.url), 'utf8')
    for (const { file } of [...BROKEN, ...RIGHT]) expect(rows).toContain(`| [${file}](${file}) |`)
  })
})

describe('what is broken dies', () => {
  const dies = async (beast: (typeof BROKEN)[number]) =>
    expect(await hunt(await subjectOf(beast), beast.dies, 1)).not.toBeNull()

  test.each(inProcess(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
  test.skipIf(cannotRun).each(commands(BROKEN))('$file of $dies', { timeout: 300_000 }, dies)
})

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
  test.skipIf(cannotRun).each(commands(RIGHT))('$file', { timeout: 300_000 }, lives)
})
