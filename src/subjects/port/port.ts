import type { SharedLink } from '../../../fixtures/deployment.ts'
import { KILLED, type Report } from '../../observation/report.ts'
import { checkNameAndCode, checkPortOptions } from '../check-arguments.ts'
import { inProcess, reportOfCall, reportOfFailure, withHome } from '../in-process.ts'
import type { Interceptor, Waits } from '../interceptor.ts'
import { Clock } from '../process/clock.ts'
import { timeoutReason } from '../process/run-program.ts'
import { takeStrays } from '../stray-rejections.ts'
import type { Interception, Job, Subject } from '../subject.ts'
import { asUser } from '../user.ts'
import { callQueue } from './call-queue.ts'
import { type PortFs, portFsOn } from './port-fs.ts'

/**
 * A reconciler that makes each of its system calls through `fs`. It fails by throwing, or by a promise that rejects;
 * what it returns is ignored.
 *
 * @param homes absolute paths of the homes to link.
 * @param required the links that each home must have.
 * @param root the world's root.
 * @param fs replaces `node:fs/promises`. A call that bypasses it is neither seen nor stopped.
 */
export type PortProvision = (homes: string[], required: SharedLink[], root: string, fs: PortFs) => unknown

/** How a port is run. */
export interface PortOptions {
  /** How long one run may take, in seconds, before it is killed. Default: 10. */
  readonly timeoutSeconds?: number
}

/** A subject that can be stopped, failed and interleaved between any two of its system calls. */
export interface PortSubject extends Subject {
  /** As of `Subject`. Default for `interception`: `{ intercept: 'all' }`. */
  runIntercepted(job: Job, interceptor: Interceptor, interception?: Interception): Promise<Report>
}

/**
 * Makes a subject of an ordinary async function that uses the `fs` it receives instead of `node:fs/promises`. In
 * production, pass it Node's own module.
 *
 * `HOME` is the world's root while it runs. A message of more than 64 KiB is cut.
 *
 * @param name for messages and reports.
 * @throws TypeError when `name` is no text or `provision` no function; OptionsError when an option is wrong.
 * @example
 * const subject = port('links', async (homes, required, _root, fs) => {
 *   for (const home of homes) {
 *     for (const { name, target } of required) await fs.symlink(target, `${home}/${name}`)
 *   }
 * })
 */
export function port(name: string, provision: PortProvision, options: PortOptions = {}): PortSubject {
  checkNameAndCode('port', name, provision)
  checkPortOptions(options)
  const { timeoutSeconds = 10 } = options
  const runIntercepted: PortSubject['runIntercepted'] = (
    job,
    interceptor,
    { intercept, waits = null } = { intercept: 'all' },
  ) =>
    withHome(job.root, () =>
      asUser(job.user, () =>
        runToEnd(
          fs => provision(job.request.homes, job.request.required, job.root, fs),
          job.root,
          step => (intercept === 'all' || step.kind !== 'look' ? interceptor(step) : 'continue'),
          { timeoutMs: timeoutSeconds * 1000 * (job.patience ?? 1), waits },
        ),
      ),
    )
  return {
    name,
    kind: 'in-process',
    ...inProcess(),
    stops: { by: 'stages' },
    run: job => runIntercepted(job, () => 'continue'),
    runIntercepted,
  }
}

/** How long a run waits for something other than a call, in milliseconds, until it is taken to wait for another run. */
const QUIET_MS = 100

/** Calls `act`, and reports when it has ended or was killed. Rejects with what the interceptor throws. */
function runToEnd(
  act: (fs: PortFs) => unknown,
  root: string,
  interceptor: Interceptor,
  { timeoutMs, waits }: { readonly timeoutMs: number; readonly waits: Waits | null },
): Promise<Report> {
  return new Promise((resolve, reject) => {
    let quiet: NodeJS.Timeout | undefined
    const killedByError: Interceptor = async step => {
      clearTimeout(quiet)
      try {
        return await interceptor(step)
      } catch (error) {
        reject(error)
        return 'kill'
      } finally {
        if (waits !== null) quiet = setTimeout(noticeWait, QUIET_MS)
      }
    }
    const noticeWait = () => {
      // On a busy machine, a call takes long, too.
      if (calls.isBusy()) quiet = setTimeout(noticeWait, QUIET_MS)
      else if (waits !== null) void clock.paused(waits.blocked)
    }
    let timedOut = false
    const clock = new Clock(timeoutMs, () => {
      timedOut = true
      calls.kill(timeoutReason(timeoutMs))
    })
    const calls = callQueue(clock.pausedFor(killedByError), root, stopped => {
      clock.stop()
      clearTimeout(quiet)
      // Other rejections that are unhandled by now are strays of this run too.
      queueMicrotask(releaseStrays)
      resolve(
        stopped === undefined
          ? KILLED
          : { ...KILLED, claim: 'unended', stopped, ...(timedOut ? { timedOut } : {}) },
      )
    })
    const end = (report: Report) => {
      resolve(report)
      calls.kill()
    }
    const releaseStrays = takeStrays(error => end(reportOfFailure(error)))
    // Operations that it did not await go on until they end, as they would in a program after its last line.
    void reportOfCall(() => act(portFsOn(calls))).then(async report => {
      await calls.idle()
      end(report)
    })
  })
}
