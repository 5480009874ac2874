import { readFileSync } from 'node:fs'
import { constants } from 'node:os'
import { fromBytes } from '../../fixtures/bytes.ts'
import { type Decision, type Director, kindOf, type Step } from './director.ts'
import { type Ended, type Program, runProgram } from './run-program.ts'
import { StartError } from './start-error.ts'

/** What is to be seen of a program. */
export interface Watched {
  /** The world's root, as the program sees it: what it does on paths in it is seen. */
  readonly root: string
  /** The calls that may change something, or those that only look as well, which cost more. */
  readonly sees: 'changes' | 'all'
  /** The last program that only prepares its run, such as `bwrap`: calls are seen from what that starts. */
  readonly after: string | null
  /** The Python 3 by which it is done, as `findTracer` finds it. */
  readonly python: string
}

export interface Traced extends Ended {
  /** How often it was stopped before a call. */
  readonly stops: number
  /** Whether it was killed since it did not come to an end of calls. */
  readonly spun: boolean
}

/** A program cannot be traced here, or could not be traced to its end. */
export class TraceError extends Error {
  override readonly name = 'TraceError'

  constructor(why: string) {
    super(`the program could not be stopped before its calls: ${why}`)
  }
}

/** Far more calls than an honest run makes. A program that tries for ever makes thousands a second. */
const STOPS_LIMIT = 20_000

/**
 * The program's text is passed, not its path: the user that it runs as need not be able to read where this package
 * lies.
 */
const SUPERVISOR = readFileSync(new URL('./supervisor.py', import.meta.url), 'utf8')

/** A command line that runs another under the supervisor, which talks on descriptor 3. */
export function supervised(argv: readonly string[], { root, sees, after, python }: Watched): string[] {
  return [python, '-I', '-S', '-c', SUPERVISOR, sees, root, after ?? '', ...argv]
}

/**
 * Runs a program as `runProgram` does, and has the director decide before each call that it, or a process that it
 * started, makes on a path of the world. One is asked about at a time; the others wait. The time that the director
 * takes counts as the program's.
 *
 * @throws StartError where it cannot be started, TraceError where it cannot be traced, and what the director throws;
 * it is killed then.
 */
export async function traceProgram(program: Program, watched: Watched, director: Director): Promise<Traced> {
  const [file = ''] = program.argv
  const run: Run = { stops: 0, isKilled: false, status: null, troubles: [], asked: Promise.resolve() }
  const ended = await runProgram(
    {
      ...program,
      argv: supervised(program.argv, watched),
      // What Node asks of the kernel through io_uring would not be seen.
      env: { ...program.env, UV_USE_IO_URING: '0' },
    },
    (pipe, end) => {
      const kill = () => {
        run.isKilled = true
        end()
      }
      const fail = (error: unknown) => {
        run.troubles.push(error)
        kill()
      }
      const ask = async (step: Step) => {
        try {
          const decision = await director(step)
          if (decision === 'die') kill()
          else pipe.write(answerFor(decision))
        } catch (error) {
          fail(error)
        }
      }
      const hear = (line: string) => {
        const [what = '', ...words] = line.split(' ')
        if (what === 'step') {
          run.stops += 1
          if (run.stops > STOPS_LIMIT) kill()
          else run.asked = ask(stepOf(words))
        } else if (what === 'end') run.status = Number(words[0])
        else if (what === 'lost') fail(new StartError(file, words[0]))
        else fail(new TraceError(what === 'error' ? decoded(words[0]) : `its supervisor said ${line}`))
      }
      onLines(pipe, hear)
      // An answer to a supervisor that was killed; its end is noticed below.
      pipe.on('error', () => {})
    },
  )
  // The director may still be looking at a world that is about to be removed.
  await run.asked
  if (run.troubles.length > 0) throw run.troubles[0]
  const { stops, isKilled, status } = run
  const spun = stops > STOPS_LIMIT
  if (isKilled || ended.timedOut) return { ...ended, exit: null, stops, spun }
  if (status === null) throw new TraceError('its supervisor was killed')
  return { ...ended, exit: status < 0 ? null : status, stops, spun }
}

/** What is known of a run while it lasts. */
interface Run {
  stops: number
  isKilled: boolean
  /** How the supervisor says that the program ended: an exit code, or minus a signal. */
  status: number | null
  readonly troubles: unknown[]
  /** Settled when the director has decided all that it was asked. */
  asked: Promise<void>
}

function stepOf([call = '', path, to, by]: readonly string[]): Step {
  return {
    call,
    kind: kindOf(call),
    path: decoded(path),
    to: to === '-' ? null : decoded(to),
    by: decoded(by),
  }
}

function decoded(hex = ''): string {
  return fromBytes(Buffer.from(hex, 'hex'))
}

const ERRNOS: ReadonlyMap<string, number> = new Map(Object.entries(constants.errno))

function answerFor(decision: Exclude<Decision, 'die'>): string {
  if (decision === 'go') return '0\n'
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
