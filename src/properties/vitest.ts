import { beforeAll, describe, test } from 'vitest'
import { judge } from '../gate/judge.ts'
import type { JudgeOptions } from '../gate/judge-options.ts'
import type { JudgeReport } from '../gate/judge-report.ts'
import { violationText } from '../gate/report/violation-text.ts'
import { LAWS } from '../laws/index.ts'
import { isWithinLevel } from '../laws/law.ts'
import type { Subject } from '../subjects/subject.ts'

/** How `describeLaws` judges. Laws above the level are not judged. */
export interface LawsOptions
  extends Pick<
    JudgeOptions,
    'deployment' | 'level' | 'numRuns' | 'seed' | 'waive' | 'allow' | 'equality' | 'requireAll'
  > {
  /** For all of it, in seconds. Default: 120. */
  readonly timeoutSeconds?: number
}

/**
 * Registers a vitest test for each law that a reconciler must keep at a level. The subject is judged once, as the gate
 * does it, before the first test; a broken law fails its test with the smallest world found, as a picture and as fixture
 * code, and with the options that draw the same worlds again.
 *
 * @example
 * describeLaws('our provisioning', fn('provision', (homes, required) => provision(homes, required)))
 */
export function describeLaws(name: string, subject: Subject, options: LawsOptions = {}): void {
  const { timeoutSeconds = 120, level = 'safe', ...judging } = options
  const laws = LAWS.filter(law => isWithinLevel(law.level, level))
  describe(name, () => {
    let report: JudgeReport | undefined
    beforeAll(async () => {
      report = await judge(subject, { ...judging, level, laws: laws.map(({ id }) => id) })
    }, timeoutSeconds * 1000)
    for (const { id, says } of laws) {
      test(`${id}: ${says}`, context => {
        const result = report?.laws.find(law => law.id === id)
        if (report === undefined || result === undefined) throw new Error(`${id} was not judged`)
        if (result.verdict === 'broken')
          throw new Error(`${violationText(result)}\n\n${replayText(report.seed, options)}`)
        if (
          result.verdict === 'waived' ||
          result.verdict === 'not-applicable' ||
          result.verdict === 'not-tested'
        )
          context.skip(`${result.verdict}: ${result.reason}`)
      })
    }
  })
}

/** Names the options that draw the same worlds, as they can be pasted into the call. */
function replayText(seed: number, { numRuns }: LawsOptions): string {
  return `To draw the same worlds again, pass { seed: ${seed}${numRuns === undefined ? '' : `, numRuns: ${numRuns}`} } to describeLaws.`
}
