import { availableParallelism } from 'node:os'
import { tempDir } from '../../fixtures/temp.ts'
import { reconcile } from '../reconciler/reconcile.ts'
import { command } from '../subjects/command/command.ts'
import { SandboxError } from '../subjects/sandbox/sandbox-error.ts'
import { script } from '../subjects/script.ts'
import type { Subject } from '../subjects/subject.ts'
import { TraceError } from '../subjects/trace/trace-error.ts'
import { GateError } from './gate-error.ts'
import { harnessFor, type Judging, judgeSubject } from './judge-subject.ts'
import type { GateOptions } from './options.ts'
import { obeysRequest, preflight, stoppable } from './preflight.ts'
import type { GateReport } from './report-data.ts'

/**
 * Judges a command, or the built-in reconciler, by the laws.
 *
 * @param progress hears how far it is, one line at a time.
 * @throws GateError when it cannot judge: no sandbox, the command fails in an empty world, nothing was tried.
 */
export async function gate(
  asked: GateOptions & Pick<Judging, 'remembered'>,
  progress: (line: string) => void,
): Promise<GateReport> {
  // The built-in reconciler has a policy, and is held to it.
  const options = asked.command === null ? { ...asked, equality: asked.equality ?? 'exact' } : asked
  // A mask that hides nothing of what `private` asks for: under 077 every mkdir is private.
  process.umask(0o022)
  const temp = await tempDir()
  try {
    const asked = subjectFor(options)
    const first = harnessFor(temp, (await asked.prepare?.(temp.path)) ?? asked, options)
    progress('preflight')
    const notes = await preflight(first, options.deployment)
    const acceptsRequest = first.subject.acceptsRequest ?? (await obeysRequest(first))
    const subject = {
      ...(await stoppable(first, options.deployment)),
      acceptsRequest,
    }
    const sandbox = subject.invocation?.sandbox ?? 'none'
    // Before minutes are spent on what cannot be enough.
    if (options.requireAll && subject.stops.by === 'none') {
      throw new GateError(`Not tested: all laws of what happens between two calls (${subject.stops.why}).`)
    }
    const report = await judgeSubject(
      harnessFor(temp, subject, options),
      options,
      { sandbox, notes },
      progress,
    )
    const untested = report.laws.filter(({ verdict }) => verdict === 'not-tested')
    if (options.requireAll && untested.length > 0) {
      throw new GateError(`Not tested: ${untested.map(({ id, reason }) => `${id} (${reason})`).join('; ')}.`)
    }
    return report
  } catch (error) {
    if (error instanceof TraceError) throw new GateError(`${error.message}.`)
    if (error instanceof SandboxError) throw new GateError(error.message)
    throw error
  } finally {
    await temp.remove()
  }
}

function subjectFor(options: GateOptions): Subject {
  const { command: argv, stub, mount, timeoutSeconds, network, sandbox, equality } = options
  if (argv === null)
    return script('the built-in reconciler', request => reconcile(request, equality ?? 'exact'))
  return command(argv, { sandbox, network, mount, timeoutSeconds, stub, parallel: availableParallelism() })
}
