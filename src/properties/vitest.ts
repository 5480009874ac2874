import { beforeAll, describe, test } from 'vitest'
import { judge } from '../gate/judge.ts'
import type { JudgeOptions } from '../gate/judge-options.ts'
import type { JudgeReport, LawResult } from '../gate/judge-report.ts'
import { violationText } from '../gate/report/violation-text.ts'
import { settled } from '../gate/settled-options.ts'
import { isWithinLevel } from '../laws/law.ts'
import { LAWS } from '../laws/summaries.ts'
import type { Subject } from '../subjects/subject.ts'

/** How `describeLaws` judges a subject. Laws above `level` are not judged. */
export interface LawsOptions
  extends Pick<
    JudgeOptions,
    'deployment' | 'level' | 'numRuns' | 'seed' | 'waive' | 'allow' | 'equality' | 'requireAll'
  > {
  /** The time limit for judging all laws, in seconds. Default: 120. */
  readonly timeoutSeconds?: number
}

/**
 * Registers a vitest test for each law at or below a level. The subject is judged once, before the first test, as the
 * gate does it. The test of a broken law fails with the smallest world found, as a picture and as fixture code, and with
 * the options that try the same worlds again. The test of a law that is waived, or cannot be tested, is skipped with the
 * reason.
 *
 * When the subject cannot be judged at all, every test fails with a `GateError`. When the options are wrong,
 * `describeLaws` throws one that lists every problem.
 *
 * @param name of the `describe` block.
 * @param options Default: level `safe`, seed 1, and the other defaults of `judge`.
 * @example
 * describeLaws('our provisioning', fn('provision', (homes, required) => ensureForAccounts(homes, required)), {
 *   level: 'tidy',
 * })
 */
export function describeLaws(name: string, subject: Subject, options: LawsOptions = {}): void {
  const { timeoutSeconds = 120, ...judging } = options
  // Wrong options fail here: with a level that does not exist, no test would be registered.
  const { level } = settled(judging)
  const laws = LAWS.filter(law => isWithinLevel(law.level, level))
  describe(name, () => {
    let report: JudgeReport | undefined
    beforeAll(async () => {
      report = await judge(subject, { ...judging, level, laws: laws.map(({ id }) => id) })
    }, timeoutSeconds * 1000)
    // `test.for` would quote and cut the sentences.
    for (const { id, says } of laws) {
      test(`${id}: ${says}`, context => {
        const result = report?.laws.find(law => law.id === id)
        if (report === undefined || result === undefined) throw new Error(`${id} was not judged`)
        if (result.verdict === 'broken') throw new Error(failureText(result, report))
        if (result.verdict !== 'held') context.skip(`${result.verdict}: ${result.reason}`)
      })
    }
  })
}

function failureText(result: LawResult, { seed, numRuns }: JudgeReport): string {
  return [
    violationText(result),
    '',
    `To try the same worlds again, pass describeLaws these options: { seed: ${seed}, numRuns: ${numRuns} }`,
  ].join('\n')
}
