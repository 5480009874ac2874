import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../../fixtures/deployment.ts'
import type { JudgeReport, LawResult } from '../../../src/gate/judge-report.ts'
import type { LawId } from '../../../src/laws/index.ts'
import { judgeScript, lawIn, struckIn } from '../../judging/gate.ts'
import { lacksBwrap, lacksTracer } from '../../machine/capabilities.ts'
import {
  CAREFUL,
  COPIES_THEN_REMOVES,
  REMAKES,
  TESTS_THEN_FORCES,
  threeLinks,
} from '../../reconcilers/shell-scripts.ts'

const THREE: Deployment = {
  homes: ['a'],
  links: ['one', 'two', 'three'].map(name => ({ name, target: name })),
}
const TROUBLE: readonly LawId[] = [
  ...(['crash-safe', 'fault-safe', 'race-safe', 'yields-to-others', 'keeps-live-writes'] as const),
  ...(['race-clean', 'always-linked'] as const),
]
/** A part of the worlds: the first of them is empty, where there is the most to make. */
const options = { laws: TROUBLE, level: 'complete', numRuns: 0, sample: { index: 1, count: 16 } } as const

/** What is broken, with what is said of it. */
function broken({ laws }: JudgeReport): Readonly<Record<string, string | undefined>> {
  const found = laws.filter(({ verdict }) => verdict === 'broken')
  return Object.fromEntries(found.map(({ id, counterexample }) => [id, counterexample?.summary]))
}

function storyOf(law: LawResult): string {
  return law.counterexample?.story?.join('\n') ?? ''
}

describe.skipIf(lacksBwrap || lacksTracer)('a shell script that', { timeout: 240_000 }, () => {
  test('looks, and then forces its link, loses what comes in between', async () => {
    const report = await judgeScript(TESTS_THEN_FORCES, { ...options, laws: ['yields-to-others'] })
    expect(broken(report)).toMatchObject({
      'yields-to-others':
        '`a/projects`, a file that another process created just before the symlink of `a/projects`, was destroyed',
    })
    const law = lawIn(report, 'yields-to-others')
    expect(law.counterexample?.before).toEqual([])
    expect(storyOf(law)).toMatch(
      /==> another process created a file at `a\/projects`\n +\d+ {2}ln: symlink a\/projects\n/,
    )
  })

  test('breaks a law is shown the same way by the same run', async () => {
    const shown = async () => {
      const report = await judgeScript(TESTS_THEN_FORCES, { ...options, laws: ['yields-to-others'] })
      const { counterexample } = lawIn(report, 'yields-to-others')
      // `ln` gives its temporary link another name each time.
      return JSON.stringify([counterexample?.summary, counterexample?.story]).replaceAll(/\bCu\w{6}\b/g, 'Cu')
    }
    expect(await shown()).toBe(await shown())
  })

  test('ignores the failure of the second of three processes reports what is not so', async () => {
    const report = await judgeScript(threeLinks('|| true'), { ...options, deployment: THREE })
    // A file that stands there all at once makes it fail, too.
    expect(Object.keys(broken(report))).toEqual(['fault-safe', 'yields-to-others'])
    const law = lawIn(report, 'fault-safe')
    expect(law.counterexample?.summary).toMatch(
      /^success was reported when every attempt to create `a\/two` failed with E[A-Z]+, but `a\/two` is absent, not a link to `two`$/,
    )
    expect(storyOf(law)).toMatch(/ln: symlink a\/two {3}==> failed with E/)
  })

  test('heeds it passes', async () => {
    const report = await judgeScript(threeLinks('|| exit 1'), { ...options, deployment: THREE })
    expect(broken(report)).toEqual({})
  })

  test('makes a right link anew leaves a moment without it', async () => {
    const report = await judgeScript(REMAKES, { ...options, laws: ['always-linked'] })
    expect(broken(report)['always-linked']).toBe(
      '`a/projects` was right before the run, but not just before the symlink of `a/projects`',
    )
  })

  test('copies and then removes loses what an agent writes meanwhile', async () => {
    // In all worlds: an agent that writes on a timer does not lose a line in each.
    const report = await judgeScript(COPIES_THEN_REMOVES, { numRuns: 0, laws: ['keeps-live-writes'] })
    expect(broken(report)['keeps-live-writes']).toMatch(
      /^line \d+ of `a\/projects\/live-1-1(-open)?\.jsonl`, which an agent appended through (its path|an open file) during the run, was acknowledged and is gone/,
    )
  })

  test('refuses whatever is in the way is accused of nothing', async () => {
    const report = await judgeScript(CAREFUL, options)
    for (const { id, verdict, troubled } of report.laws) {
      expect.soft(verdict, id).toBe('held')
      expect.soft(struckIn(troubled) + (troubled?.moments ?? 0), id).toBeGreaterThan(0)
    }
  })
})

test.skipIf(lacksBwrap || lacksTracer)(
  'which laws are asked for changes nothing of what is tried for one',
  { timeout: 240_000 },
  async () => {
    const tried = async (laws: readonly LawId[]) =>
      struckIn(lawIn(await judgeScript(CAREFUL, { ...options, laws }), 'fault-safe').troubled)
    const alone = await tried(['fault-safe'])
    expect(alone).toBeGreaterThan(0)
    expect(await tried(['fault-safe', 'crash-safe', 'keeps-data'])).toBe(alone)
  },
)
