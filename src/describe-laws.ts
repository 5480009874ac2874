import { beforeAll, describe, test } from 'vitest'
import type { Deployment } from '../fixtures/deployment.ts'
import { tempDir } from '../fixtures/temp.ts'
import { harnessFor, judgeSubject } from './gate/judge-subject.ts'
import { defaultOptions } from './gate/options.ts'
import { violationText } from './gate/report/violation-text.ts'
import type { GateReport } from './gate/report-data.ts'
import { LAWS, type LawId } from './laws/index.ts'
import { isWithinLevel, type Level } from './laws/law.ts'
import type { Equality } from './observation/right.ts'
import type { Subject } from './subjects/subject.ts'

export interface LawsOptions {
  /** Laws above it are not asked for; `safe` unless given. */
  readonly level?: Level
  /** How many random worlds, besides every small state. */
  readonly runs?: number
  /** Which random worlds; a failure says which seed it was. */
  readonly seed?: number
  /** Laws that are not asked of the subject, by id, with the reason. */
  readonly waive?: Partial<Readonly<Record<LawId, string>>>
  /** Globs, relative to the world's root, of what the subject may write as it likes. */
  readonly allow?: readonly string[]
  /** When a link counts as right; not said unless given. */
  readonly equality?: Exclude<Equality, null>
  /** The homes and links that a command has written into it; the usual ones unless given. */
  readonly deployment?: Deployment
  /** In milliseconds, for all of it; two minutes unless given. */
  readonly timeout?: number
}

/**
 * Registers a vitest test for each law that a reconciler must keep at a level. The worlds are tried once, before the
 * first test; a broken law fails its test with the smallest world found, as a picture and as fixture code.
 *
 * @example
 * describeLaws('our provisioning', fn('provision', (homes, required) => provision(homes, required)))
 */
export function describeLaws(name: string, subject: Subject, options: LawsOptions = {}): void {
  const level = options.level ?? 'safe'
  const laws = LAWS.filter(law => isWithinLevel(law.level, level))
  const waivers = new Map(
    laws.flatMap(({ id }) => (options.waive?.[id] === undefined ? [] : [[id, options.waive[id]] as const])),
  )
  describe(name, () => {
    let report: GateReport | undefined
    beforeAll(async () => {
      await using temp = await tempDir()
      const defaults = defaultOptions(null)
      const judging = {
        ...defaults,
        deployment: options.deployment ?? defaults.deployment,
        level,
        numRuns: options.runs ?? null,
        seed: options.seed ?? defaults.seed,
        laws: laws.map(({ id }) => id),
        waivers,
        allow: options.allow ?? defaults.allow,
        equality: options.equality ?? defaults.equality,
      }
      report = await judgeSubject(
        harnessFor(temp, (await subject.prepare?.(temp.path)) ?? subject, judging),
        judging,
        { sandbox: 'none', notes: [] },
        () => {},
      )
    }, options.timeout ?? 120_000)
    for (const { id, says } of laws) {
      test(`${id}: ${says}`, context => {
        const result = report?.laws.find(law => law.id === id)
        if (result === undefined) throw new Error(`${id} was not judged`)
        if (result.verdict === 'broken') throw new Error(`${violationText(result)}\n\nseed: ${report?.seed}`)
        if (result.verdict === 'not-tested') throw new Error(`${id} was not tested: ${result.reason}`)
        if (result.verdict !== 'held') context.skip(`${result.verdict}: ${result.reason}`)
      })
    }
  })
}
