import { availableParallelism } from 'node:os'
import { reconcile } from '../reconciler/reconcile.ts'
import { command } from '../subjects/command/command.ts'
import { script } from '../subjects/script.ts'
import type { Subject } from '../subjects/subject.ts'
import { judgeSettled } from './judge.ts'
import type { JudgeReport } from './judge-report.ts'
import type { GateOptions } from './options.ts'
import type { Regression } from './regressions.ts'
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
  // The built-in reconciler declares a policy.
  const equality = options.equality ?? (options.command === null ? 'exact' : null)
  const { onProgress = () => {}, onViolation = () => {} } = listeners
  const settled = { ...options, equality, remembered, ownLaws: [], onProgress, onViolation }
  return await judgeSettled(subjectOf(options), settled)
}

function subjectOf(options: GateOptions): Subject {
  const { command: argv, stub, env, stdin, setup, again } = options
  const { mount, timeoutSeconds, network, sandbox, equality } = options
  if (argv === null)
    return script('the built-in reconciler', request => reconcile(request, equality ?? 'exact'))
  const given = { stub, env, stdin, setup, again }
  return command(argv, {
    sandbox,
    network,
    mount,
    timeoutSeconds,
    ...given,
    parallel: availableParallelism(),
  })
}
