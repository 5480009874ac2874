import { beforeAll, describe, test } from 'vitest'
import { judge } from '../gate/judge.ts'
import type { JudgeOptions } from '../gate/judge-options.ts'
import type { JudgeReport, LawResult } from '../gate/judge-report.ts'
import { regressionsOf } from '../gate/regressions.ts'
import { readRegressions, regressionsPath, saveRegressions } from '../gate/regressions-file.ts'
import { violationText } from '../gate/report/words/violation-text.ts'
import { listenersFor, progress } from '../gate/search/progress.ts'
import { checkSubject } from '../gate/settled-options.ts'
import { isWithinLevel } from '../laws/law.ts'
import { LAWS } from '../laws/summaries.ts'
import type { Subject } from '../subjects/subject.ts'
import { type LawsOptions, type ValidLawsOptions, validLawsOptions } from './laws-options.ts'
import { withinTime } from './time-limit.ts'

export type { LawsOptions } from './laws-options.ts'

/**
 * Registers a vitest test for each law at or below a level. The subject is judged once, before the first test, as the
 * gate does it. The test of a broken law fails with the smallest world found, as a picture and as fixture code, and with
 * the options that try the same worlds again. The test of a law that is waived, or cannot be tested, is skipped with the
 * reason.
 *
 * Every few seconds it prints how far it is. As the gate does, it tries the worlds of `shared-links.regressions.json` first,
 * and adds those that break a law; where `CI` is set, it writes nothing.
 *
 * With `shard`, or `VITEST_SHARED_LINKS_SHARD`, the tests judge a share of the runs. All shares together judge what one run does.
 *
 * When the subject cannot be judged at all, or not in time, every test fails with a `GateError`. When the options are wrong,
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
  // Wrong options fail here: with a level that does not exist, no test would be registered.
  checkSubject(subject)
  const valid = validLawsOptions(options, subject)
  const { level, ownLaws = [] } = valid.judging
  const laws = LAWS.filter(law => isWithinLevel(law.level, level))
  const ownAtLevel = ownLaws.filter(law => isWithinLevel(law.level, level))
  describe(name, () => {
    let report: JudgeReport | undefined
    beforeAll(async () => {
      report = await judged(
        subject,
        { ...valid.judging, ownLaws: ownAtLevel, laws: laws.map(({ id }) => id) },
        valid,
      )
    }, NO_LIMIT)
    // `test.for` would quote and cut the sentences.
    for (const { id, says } of [...laws, ...ownAtLevel]) {
      test(`${id}: ${says}`, context => {
        const result = report?.laws.find(law => law.id === id)
        if (report === undefined || result === undefined) throw new Error(`${id} was not judged`)
        if (result.verdict === 'broken') throw new Error(failureText(result, report))
        if (result.verdict !== 'held') context.skip(`${result.verdict}: ${result.reason}`)
      })
    }
  })
}

/** The limit of vitest's own for the hook: `withinTime` has a better message. */
const NO_LIMIT = 0

async function judged(
  subject: Subject,
  judging: JudgeOptions,
  { timeoutSeconds, save }: ValidLawsOptions,
): Promise<JudgeReport> {
  const path = regressionsPath()
  const remembered = save ? readRegressions(path) : []
  const { onProgress, onViolation } = listenersFor(progress({ write: tell }))
  const options = { ...judging, remembered, onViolation }
  const report = await withinTime(
    timeoutSeconds,
    listener => judge(subject, { ...options, onProgress: listener }),
    { ...judging, onProgress },
  )
  // The next shard must find what this one has found: all plan the same.
  if (save && judging.shard === undefined) {
    const { message } = saveRegressions(path, regressionsOf(report))
    if (message !== null) tell(message)
  }
  return report
}

/** Vitest shows lines on the console with the name of the test file. */
function tell(line: string): void {
  console.error(line.trimEnd())
}

function failureText(result: LawResult, { level, seed, numRuns }: JudgeReport): string {
  const same = `${level === 'safe' ? '' : `level: '${level}', `}seed: ${seed}, numRuns: ${numRuns}`
  return [
    violationText(result),
    '',
    `To try the same worlds again, pass describeLaws these options: { ${same} }`,
  ].join('\n')
}
