import { constants } from 'node:os'
import { createInterface } from 'node:readline'
import type { Duplex } from 'node:stream'
import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { kindOf, type Step } from '../../observation/step.ts'
import type { Decision, Interceptor } from '../interceptor.ts'
import { type Ended, type Program, runProgram } from '../process/run-program.ts'
import { StartError } from '../process/start-error.ts'
import { ForkServer } from './fork-server.ts'
import { InterceptedRun } from './intercepted-run.ts'
import { TraceError } from './trace-error.ts'
import type { WatchedCalls } from './watched-calls.ts'

/** A program that has ended, with what was seen of its calls. */
export interface Traced extends Ended {
  /** How often it was stopped before a call. */
  readonly stops: number
  /** Whether it was killed because it made calls endlessly. */
  readonly spun: boolean
}

/**
 * Runs a program as `runProgram` does, and has an interceptor decide each call that it or a descendant makes on a path
 * of the world. Calls of several processes are decided one after another.
 *
 * @throws StartError when it cannot be started, TraceError when its calls cannot be intercepted, and whatever the
 * interceptor throws. The program is killed then.
 */
export async function traceProgram(
  program: Program,
  calls: WatchedCalls,
  interceptor: Interceptor,
): Promise<Traced> {
  const [file = ''] = program.argv
  // Node would make some calls through io_uring, which bypasses seccomp.
  const traced = { ...program, env: { ...program.env, UV_USE_IO_URING: '0' } }
  let run: InterceptedRun | undefined
  const ended = await runProgram(traced, async () => {
    const { pipe, ...started } = await (await ForkServer.of(calls.python)).fork(traced, calls)
    return {
      ...started,
      attend: ({ kill, clock }) => {
        run = new InterceptedRun(clock.pausedFor(interceptor), kill)
        attend(run, pipe, file)
      },
    }
  })
  await run?.settled()
  const { stops = 0, isKilled = false, spun = false, status = null } = run ?? {}
  if (isKilled || ended.timedOut) return { ...ended, exit: null, stops, spun }
  if (status === null) throw new TraceError('its supervisor was killed')
  return { ...ended, exit: status < 0 ? null : status, stops, spun }
}

/**
 * Answers a program's supervisor, whose protocol supervisor.py describes.
 *
 * @param file the program, for an error that names it.
 */
function attend(run: InterceptedRun, pipe: Duplex, file: string): void {
  // A supervisor that was killed takes no answer: `traceProgram` notices that it sent no `end`.
  pipe.on('error', () => {})
  // The interface raises the errors of its input once more.
  const lines = createInterface({ input: pipe }).on('error', () => {})
  lines.on('line', line => {
    const [kind = '', ...words] = line.split(' ')
    if (kind === 'step') run.decide(stepOf(words), decision => pipe.write(answerOf(decision)))
    else if (kind === 'end') run.status = Number(words[0])
    else if (kind === 'lost') run.fail(new StartError(file, words[0]))
    else if (kind === 'error') run.fail(new TraceError(decoded(words[0])))
    else run.fail(new TraceError(`its supervisor sent ${line}`))
  })
}

function stepOf([call = '', path, to, by, pid]: readonly string[]): Step {
  return {
    call,
    kind: kindOf(call),
    path: decoded(path),
    to: to === '-' ? null : decoded(to),
    by: decoded(by),
    pid: Number(pid),
  }
}

function decoded(hex = ''): string {
  return fromBytes(Buffer.from(hex, 'hex'))
}

const ERRNOS: ReadonlyMap<string, number> = new Map(Object.entries(constants.errno))

function answerOf(decision: Exclude<Decision, 'kill'>): string {
  if (decision === 'continue') return '0\n'
  const number = ERRNOS.get(decision.errno)
  if (number === undefined) throw new RangeError(`${decision.errno} is not an errno of this system`)
  return `${number}\n`
}
