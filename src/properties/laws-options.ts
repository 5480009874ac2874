import * as v from 'valibot'
import { closedObject } from '../../fixtures/schema/closed-object.ts'
import { effortFor } from '../experiments/effort.ts'
import type { JudgeOptions } from '../gate/judge-options.ts'
import { seconds } from '../gate/options/kinds/basic.ts'
import { OPTIONS } from '../gate/options/table.ts'
import { JUDGE_ENTRIES, settled, validated } from '../gate/settled-options.ts'
import type { Subject } from '../subjects/subject.ts'

/** How `describeLaws` judges a subject. Laws above `level` are not judged. */
export interface LawsOptions
  extends Pick<
    JudgeOptions,
    | 'deployment'
    | 'level'
    | 'numRuns'
    | 'seed'
    | 'ownLaws'
    | 'waive'
    | 'allow'
    | 'equality'
    | 'given'
    | 'homesExist'
    | 'shard'
    | 'requireAll'
  > {
  /** The time limit for judging all laws, in seconds. Default: 300 in process, 1200 for a command. */
  readonly timeoutSeconds?: number
  /**
   * Whether to try first what is in `shared-links.regressions.json` of the working directory, and to add each world that breaks
   * a law. Where the environment variable `CI` is set, and for a shard, nothing is written. Default: true.
   */
  readonly save?: boolean
}

/** The options of `describeLaws` with its own defaults filled in; `judging` are those of `judge`. */
export interface ValidLawsOptions {
  readonly judging: JudgeOptions & Required<Pick<JudgeOptions, 'level'>>
  readonly timeoutSeconds: number
  readonly save: boolean
}

const { deployment, level, numRuns, seed, ownLaws, waive, allow, equality, requireAll } = JUDGE_ENTRIES
const { given, homesExist, shard } = JUDGE_ENTRIES

const LAWS_OPTIONS = closedObject({
  ...{ deployment, level, numRuns, seed, ownLaws, waive, allow, equality, requireAll, given, homesExist },
  shard,
  timeoutSeconds: v.optional(seconds({ max: 86_400 }).schema),
  save: v.optional(OPTIONS.save.kind.schema, true),
})

/**
 * Validates the options of `describeLaws`.
 *
 * @throws GateError that lists every problem.
 */
export function validLawsOptions(options: LawsOptions, subject: Subject): ValidLawsOptions {
  const all = { ...shardOfEnvironment(), ...Object(options) }
  const valid = validated(LAWS_OPTIONS, options === Object(options) ? all : options)
  const { timeoutSeconds = effortFor(subject).judgingSeconds, save } = valid
  const { timeoutSeconds: _, save: __, ...judging } = all
  return { judging: { ...judging, level: settled(judging).level }, timeoutSeconds, save }
}

/** Returns the share that `VITEST_SHARED_LINKS_SHARD` names, for the schema to check. */
function shardOfEnvironment(): object {
  const text = process.env[OPTIONS.shard.variable ?? ''] ?? ''
  if (text === '') return {}
  const read = OPTIONS.shard.kind.read([text])
  return { shard: 'value' in read ? read.value : text }
}
