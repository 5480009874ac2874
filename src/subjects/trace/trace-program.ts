import { constants } from 'node:os'
import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { kindOf, type Step } from '../../observation/step.ts'
import type { Decision, Interceptor } from '../interceptor.ts'
import { type Ended, type Program, runProgram } from '../process/run-program.ts'
import { StartError } from '../process/start-error.ts'
import { ForkServer } from './fork-server.ts'
import { InterceptedRun } from './intercepted-run.ts'
import { TraceError } from './trace-error.ts'
import type { WatchedCalls } from './watched-calls.ts'

/** The Python 3 by which it is done, as `findTracer` finds it. */
interface ByPython {
  readonly python: string
}

export interface Traced extends Ended {
  /** How often it was stopped before a call. */
  readonly stops: number
  /** Whether it was killed since it did not come to an end of calls. */
  readonly spun: boolean
}

/**
 * Runs a program as `runProgram` does, and has the director decide before each call that it, or a process that it
 * started, makes on a path of the world. One is asked about at a time; the others wait. While a promise of the
 * director's is awaited, no time passes for the program.
 *
 * @throws StartError where it cannot be started, TraceError where it cannot be traced, and what the director throws;
 * it is killed then.
 */
export async function traceProgram(
  program: Program,
  watched: WatchedCalls & ByPython,
  interceptor: Interceptor,
): Promise<Traced> {
  const [file = ''] = program.argv
  let run: InterceptedRun | undefined
  /** How the supervisor says that the program ended: an exit code, or minus a signal. */
  const said: { status: number | null } = { status: null }
  // What Node asks of the kernel through io_uring would not be seen.
  const seen = { ...program, env: { ...program.env, UV_USE_IO_URING: '0' } }
  const ended = await runProgram(
    seen,
    (pipe, end, clock) => {
      const current = new InterceptedRun(clock.without(interceptor), end)
      run = current
      const hear = (line: string) => {
        const [what = '', ...words] = line.split(' ')
        if (what === 'step') {
          current.ask(stepOf(words), decision => pipe.write(answerFor(decision)))
        } else if (what === 'end') said.status = Number(words[0])
        else if (what === 'lost') current.fail(new StartError(file, words[0]))
        else
          current.fail(new TraceError(what === 'error' ? decoded(words[0]) : `its supervisor said ${line}`))
      }
      onLines(pipe, hear)
      // An answer to a supervisor that was killed; its end is noticed below.
      pipe.on('error', () => {})
    },
    async () => (await ForkServer.of(watched.python)).fork(seen, watched),
  )
  await run?.settled()
  const { stops = 0, isKilled = false, spun = false } = run ?? {}
  if (isKilled || ended.timedOut) return { ...ended, exit: null, stops, spun }
  const { status } = said
  if (status === null) throw new TraceError('its supervisor was killed')
  return { ...ended, exit: status < 0 ? null : status, stops, spun }
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

function answerFor(decision: Exclude<Decision, 'kill'>): string {
  if (decision === 'continue') return '0\n'
  const number = ERRNOS.get(decision.errno)
  if (number === undefined) throw new RangeError(`${decision.errno} is no errno of this system`)
  return `${number}\n`
}

function onLines(pipe: NodeJS.ReadableStream, hear: (line: string) => void): void {
  let rest = ''
  pipe.on('data', (piece: Buffer) => {
    const lines = (rest + piece.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line)
  })
}
