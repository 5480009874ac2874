import { availableParallelism } from 'node:os'
import { reconcile } from '../reconciler/reconcile.ts'
import { command } from '../subjects/command/command.ts'
import { script } from '../subjects/script.ts'
import type { Subject } from '../subjects/subject.ts'
import { judgeSettled } from './judge.ts'
import type { JudgeReport } from './judge-report.ts'
import type { GateOptions } from './options.ts'
import type { Regression } from './regressions.ts'

/**
 * Judges a command, or the built-in reconciler, by the laws.
 *
 * @param onProgress called with one line that says how far the run is.
 * @param remembered violations from earlier runs, whose worlds are tried first.
 * @throws GateError when it cannot judge.
 */
export async function gate(
  options: GateOptions,
  onProgress: (line: string) => void,
  remembered: readonly Regression[] = [],
): Promise<JudgeReport> {
  // The built-in reconciler declares a policy.
  const equality = options.equality ?? (options.command === null ? 'exact' : null)
  return await judgeSettled(subjectOf(options), { ...options, equality, remembered, onProgress })
}

function subjectOf(options: GateOptions): Subject {
  const { command: argv, stub, mount, timeoutSeconds, network, sandbox, equality } = options
  if (argv === null)
    return script('the built-in reconciler', request => reconcile(request, equality ?? 'exact'))
  return command(argv, { sandbox, network, mount, timeoutSeconds, stub, parallel: availableParallelism() })
}
