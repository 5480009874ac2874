import { availableParallelism } from 'node:os'
import builtIn from '../subjects/built-in.ts'
import { command } from '../subjects/command/command.ts'
import type { Subject } from '../subjects/subject.ts'
import { judgeSettled } from './judge.ts'
import type { JudgeReport } from './judge-report.ts'
import type { GateOptions } from './options.ts'
import type { Regression } from './regressions.ts'
import { wordsForRun } from './report/replay.ts'
import type { SettledOptions } from './settled-options.ts'

/**
 * Judges a command, or the built-in reconciler, by the laws.
 *
 * @param listeners called with each line that says how far the run is, and with each violation that it finds. Default: nothing
 * is called.
 * @param remembered violations from earlier runs, whose worlds are tried first.
 * @throws GateError when it cannot judge.
 */
export async function gate(
  options: GateOptions,
  listeners: Partial<Pick<SettledOptions, 'onProgress' | 'onViolation'>> = {},
  remembered: readonly Regression[] = [],
): Promise<JudgeReport> {
  const { onProgress = () => {}, onViolation = () => {} } = listeners
  const settled = {
    ...options,
    equality: equalityFor(options),
    remembered,
    ownLaws: [],
    onProgress,
    onViolation,
  }
  const report = await judgeSettled(subjectOf(options), settled)
  return report.shard === null ? report : { ...report, shard: { ...report.shard, run: wordsForRun(options) } }
}

/** Returns the subject that the options name. */
export function subjectOf(options: GateOptions): Subject {
  const { command: argv, stub, env, stdin, setup, again } = options
  const { mount, timeoutSeconds, network, sandbox, equality, workers } = options
  const parallel = workers ?? availableParallelism()
  if (argv === null) return { ...builtIn(equality), importable: { module: BUILT_IN, processes: parallel } }
  const given = { stub, env, stdin, setup, again }
  return command(argv, {
    sandbox,
    network,
    mount,
    timeoutSeconds,
    ...given,
    parallel,
  })
}

/** The module of the built-in reconciler, for other processes. */
const BUILT_IN = new URL('../subjects/built-in.js', import.meta.url).href

/** Returns the policy by which links are judged: the built-in reconciler declares one. */
export function equalityFor({ equality, command: argv }: GateOptions): GateOptions['equality'] {
  return equality ?? (argv === null ? 'exact' : null)
}
