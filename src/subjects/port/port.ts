import type { SharedLink } from '../../../fixtures/deployment.ts'
import { KILLED, type Report } from '../../observation/report.ts'
import { failureOf, reportOf, withHome } from '../in-process.ts'
import type { Interceptor } from '../interceptor.ts'
import { asUser, type Interception, inProcess, type Job, type Subject } from '../subject.ts'
import { stepsOf } from './intercepted-calls.ts'
import { fsOf, type PortFs } from './port-fs.ts'
import { takingStrays } from './stray-rejections.ts'

/** A reconciler that makes each of its system calls through the `fs` that it is handed. */
export type PortProvision = (
  homes: readonly string[],
  required: readonly SharedLink[],
  root: string,
  fs: PortFs,
) => unknown

export interface PortOptions {
  /** In seconds, for one run, while it waits for no director; 10 unless given. Then it is given up. */
  readonly timeoutSeconds?: number
}

/** A subject that can be stopped, failed and interleaved between any two of its system calls. */
export interface PortSubject extends Subject {
  runIntercepted(job: Job, interceptor: Interceptor, interception?: Interception): Promise<Report>
}

/** How many calls one run may make; one that makes more spins. */
const CALL_LIMIT = 20_000

/**
 * A subject that is an ordinary async function, which uses the `fs` that it is handed instead of `node:fs/promises`.
 * In production it is handed node's own module. It fails by throwing; what it does without that `fs` is neither seen
 * nor stopped.
 *
 * @example port('provision', (homes, required, root, fs) => provision(homes, required, fs))
 */
export function port(name: string, provision: PortProvision, options: PortOptions = {}): PortSubject {
  const { timeoutSeconds = 10 } = options
  const runIntercepted: PortSubject['runIntercepted'] = (
    job,
    interceptor,
    { intercept } = { intercept: 'all' },
  ) =>
    withHome(job.root, () =>
      asUser(job.user, () =>
        overseen(
          fs => provision(job.request.homes, job.request.required, job.root, fs),
          job.root,
          step => (intercept === 'all' || step.kind !== 'look' ? interceptor(step) : 'continue'),
          timeoutSeconds * 1000,
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

/** Runs `act` to its end, or until it is killed, whatever becomes of it then. Rejects with what the director throws. */
function overseen(
  act: (fs: PortFs) => unknown,
  root: string,
  interceptor: Interceptor,
  timeout: number,
): Promise<Report> {
  let takeStray = (_error: unknown) => {}
  const report = new Promise<Report>((resolve, reject) => {
    const clock = clockFor(timeout, () => steps.stop())
    const asked: Interceptor = async step => {
      clock.pause()
      try {
        return await interceptor(step)
      } catch (error) {
        reject(error)
        return 'kill'
      } finally {
        clock.go()
      }
    }
    const steps = stepsOf(asked, root, CALL_LIMIT)
    const end = (report: Report) => {
      resolve(report)
      steps.stop()
    }
    takeStray = error => end(failureOf(error))
    void steps.stopped.then(() => {
      clock.pause()
      resolve(KILLED)
    })
    clock.go()
    // What it did not await goes on until it is done, as it would in a program that has come to the end of its text.
    void reportOf(() => act(fsOf(steps))).then(async said => {
      await steps.idle()
      end(said)
    })
  })
  return takingStrays(
    error => takeStray(error),
    () => report,
  )
}

interface Clock {
  go(): void
  pause(): void
}

/** Rings when it has gone for `time` milliseconds, pauses left out. */
function clockFor(time: number, ring: () => void): Clock {
  let left = time
  let since = 0
  let timer: NodeJS.Timeout | undefined
  return {
    go: () => {
      since = performance.now()
      timer = setTimeout(ring, Math.max(0, left))
    },
    pause: () => {
      clearTimeout(timer)
      left -= performance.now() - since
    },
  }
}
