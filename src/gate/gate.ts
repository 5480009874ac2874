import { availableParallelism } from 'node:os'
import { reconcile } from '../reconciler/reconcile.ts'
import { command } from '../subjects/command/command.ts'
import { script } from '../subjects/script.ts'
import type { Subject } from '../subjects/subject.ts'
import { judge } from './judge.ts'
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
  const { deployment, level, numRuns, seed, laws, waivers, allow, shard, requireAll, keep } = options
  // The built-in reconciler declares a policy.
  const equality = options.equality ?? (options.command === null ? 'exact' : null)
  return await judge(subjectOf(options), {
    ...{ deployment, level, seed, laws, allow, requireAll, keep, remembered, onProgress },
    ...(equality === null ? {} : { equality }),
    ...(numRuns === null ? {} : { numRuns }),
    ...(shard === null ? {} : { shard }),
    waive: Object.fromEntries(waivers),
  })
}

function subjectOf(options: GateOptions): Subject {
  const { command: argv, stub, mount, timeoutSeconds, network, sandbox, equality } = options
  if (argv === null)
    return script('the built-in reconciler', request => reconcile(request, equality ?? 'exact'))
  return command(argv, { sandbox, network, mount, timeoutSeconds, stub, parallel: availableParallelism() })
}
