import * as v from 'valibot'
import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { closedObject } from '../../fixtures/schema/closed-object.ts'
import { expected } from '../../fixtures/schema/expected.ts'
import { schemaIssues } from '../../fixtures/schema/issues.ts'
import type { LawId } from '../laws/index.ts'
import { type GateError, listingError } from './gate-error.ts'
import { DEFAULT_SEED, type JudgeOptions } from './judge-options.ts'
import { deploymentProblems } from './options/deployment.ts'
import { OPTIONS } from './options/table.ts'
import type { GateOptions } from './options.ts'
import type { Regression } from './regressions.ts'

/** The options of `judge` with every default filled in. The gate has the same, among others. */
export type SettledOptions = Pick<GateOptions, (keyof JudgeOptions & keyof GateOptions) | 'waivers'> &
  Required<Pick<JudgeOptions, 'remembered' | 'onProgress' | 'onViolation'>>

const { homes, links, level, numRuns, seed, laws, waivers, allow, equality, shard, keep, bail, requireAll } =
  OPTIONS

const JUDGE_OPTIONS = closedObject({
  deployment: v.optional(
    closedObject({ homes: homes.kind.schema, links: links.kind.schema }),
    DEFAULT_DEPLOYMENT,
  ),
  level: v.optional(level.kind.schema, 'safe'),
  numRuns: v.optional(numRuns.kind.schema),
  seed: v.optional(seed.kind.schema, DEFAULT_SEED),
  laws: v.optional(laws.kind.schema, []),
  waive: v.optional(waivers.kind.schema, {}),
  allow: v.optional(allow.kind.schema, []),
  equality: v.optional(equality.kind.schema),
  shard: v.optional(shard.kind.schema),
  remembered: v.optional(
    v.array(
      v.custom<Regression>(() => true),
      expected('a list'),
    ),
    [],
  ),
  requireAll: v.optional(requireAll.kind.schema, false),
  keep: v.optional(keep.kind.schema, false),
  bail: v.optional(bail.kind.schema, false),
  onProgress: v.optional(
    v.custom<(line: string) => void>(value => typeof value === 'function', expected('a function')),
    () => () => {},
  ),
  onViolation: v.optional(
    v.custom<(law: LawId, summary: string) => void>(
      value => typeof value === 'function',
      expected('a function'),
    ),
    () => () => {},
  ),
})

/**
 * Validates the options of `judge` and fills in the defaults.
 *
 * @throws GateError that lists every problem.
 */
export function settled(options: JudgeOptions): SettledOptions {
  const result = v.safeParse(JUDGE_OPTIONS, options)
  if (!result.success) throw refused(schemaIssues(result.issues))
  const { waive: waivers, numRuns = null, equality = null, shard = null, ...others } = result.output
  const problems = deploymentProblems(others.deployment)
  if (problems.length > 0) throw refused(problems.map(problem => `deployment: ${problem}`))
  return { ...others, numRuns, equality, shard, waivers }
}

function refused(problems: readonly string[]): GateError {
  return listingError('The options are wrong:', problems)
}
