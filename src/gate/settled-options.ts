import * as v from 'valibot'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { closedObject } from '../../fixtures/schema/closed-object.ts'
import { expected } from '../../fixtures/schema/expected.ts'
import { schemaIssues } from '../../fixtures/schema/issues.ts'
import { valueInWords } from '../../fixtures/text/value.ts'
import type { AnyLawId } from '../laws/index.ts'
import { isOwnLaw, type OwnLaw } from '../laws/own-law.ts'
import { GateError, listingError } from './gate-error.ts'
import { DEFAULT_SEED, type JudgeOptions } from './judge-options.ts'
import { deploymentProblems } from './options/deployment.ts'
import { ENDS_SHARD, endingShard } from './options/ending-shard.ts'
import { OPTIONS } from './options/table.ts'
import { endedWaivers, todayInUtc } from './options/waivers.ts'
import type { GateOptions } from './options.ts'
import { isRegression, type Regression } from './regressions.ts'

/** The options of `judge` with every default filled in. The gate has the same, among others. */
export type SettledOptions = Pick<GateOptions, (keyof JudgeOptions & keyof GateOptions) | 'waivers'> &
  Required<Pick<JudgeOptions, 'remembered' | 'ownLaws' | 'onProgress' | 'onViolation'>>

const { homes, links, level, numRuns, seed, laws, waivers, allow, equality, keep, bail, requireAll } = OPTIONS
const { given, homesExist, machines, sample, shard, budgetSeconds } = OPTIONS

/** The schema of each option of `judge`, with its default. */
export const JUDGE_ENTRIES = {
  deployment: v.optional(
    closedObject({ homes: homes.kind.schema, links: links.kind.schema }),
    DEFAULT_DEPLOYMENT,
  ),
  level: v.optional(level.kind.schema, 'safe'),
  numRuns: v.optional(numRuns.kind.schema),
  seed: v.optional(seed.kind.schema, DEFAULT_SEED),
  laws: v.optional(laws.kind.schema, []),
  ownLaws: v.optional(
    v.pipe(
      v.array(v.custom<OwnLaw>(isOwnLaw, expected('a law made by lawOf')), expected('a list of laws')),
      v.check(laws => new Set(laws.map(({ id }) => id)).size === laws.length, 'two of the laws have one id'),
    ),
    [],
  ),
  waive: v.optional(waivers.kind.schema, {}),
  allow: v.optional(allow.kind.schema, {}),
  equality: v.optional(equality.kind.schema),
  given: v.optional(given.kind.schema),
  homesExist: v.optional(homesExist.kind.schema, false),
  machines: v.optional(machines.kind.schema, []),
  sample: v.optional(sample.kind.schema),
  shard: v.optional(shard.kind.schema),
  remembered: v.optional(
    v.array(
      v.custom<Regression>(isRegression, expected('a violation of an earlier run: { law, spec, trouble }')),
      expected('a list'),
    ),
    [],
  ),
  requireAll: v.optional(requireAll.kind.schema, false),
  keep: v.optional(keep.kind.schema, false),
  bail: v.optional(bail.kind.schema, false),
  budgetSeconds: v.optional(budgetSeconds.kind.schema),
  onProgress: v.optional(
    v.custom<NonNullable<JudgeOptions['onProgress']>>(
      value => typeof value === 'function',
      expected('a function'),
    ),
    () => () => {},
  ),
  onViolation: v.optional(
    v.custom<(law: AnyLawId, summary: string) => void>(
      value => typeof value === 'function',
      expected('a function'),
    ),
    () => () => {},
  ),
}
const JUDGE_OPTIONS = closedObject(JUDGE_ENTRIES)

/**
 * Validates the options of `judge` and fills in the defaults.
 *
 * @param today decides which waivers have ended, as `YYYY-MM-DD`. Default: the day in UTC.
 * @throws GateError that lists every problem.
 */
export function settled(options: JudgeOptions, today = todayInUtc()): SettledOptions {
  const valid = validated(JUDGE_OPTIONS, options)
  const { waive: waivers, numRuns = null, equality = null, given = null } = valid
  const { sample = null, shard = null, budgetSeconds: budget = null, waive: _, ...others } = valid
  const problems = [
    ...deploymentProblems(others.deployment).map(problem => `deployment: ${problem}`),
    ...endedWaivers({ waivers, allow: others.allow }, today),
    ...endingShard({ shard, bail: others.bail, budgetSeconds: budget }).map(name => `${name}: ${ENDS_SHARD}`),
  ]
  if (problems.length > 0) throw refused(problems)
  return { ...others, numRuns, equality, given, sample, shard, waivers, budgetSeconds: budget }
}

/**
 * Validates options by a schema.
 *
 * @throws GateError that lists every problem.
 */
export function validated<Schema extends v.GenericSchema>(
  schema: Schema,
  options: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, options)
  if (!result.success) throw refused(schemaIssues(result.issues))
  return result.output
}

/**
 * Checks that a value is a subject: a function of the user's, not made one by `fn`, is a common mistake.
 *
 * @throws GateError
 */
export function checkSubject(value: unknown): void {
  if (typeof value === 'object' && value !== null && 'run' in value && 'stops' in value) return
  throw new GateError(`Expected a subject made by command, port, script or fn, not ${valueInWords(value)}`)
}

function refused(problems: readonly string[]): GateError {
  return listingError('The options are wrong:', problems)
}
