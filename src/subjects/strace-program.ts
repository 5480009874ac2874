import { readFileSync } from 'node:fs'
import { fromBytes } from '../../fixtures/bytes.ts'
import { errnoOf } from '../../fixtures/errno.ts'
import type { Director } from './director.ts'
import type { PlannedFault } from './planned-fault.ts'
import type { Missed } from './report.ts'
import { type Program, runProgram } from './run-program.ts'
import { StartError } from './start-error.ts'
import { StoppedRun } from './stopped-run.ts'
import { canBePlanned, straced } from './strace-command.ts'
import { type Heard, StraceLog, stringIn } from './strace-lines.ts'
import { stepOf } from './strace-step.ts'
import { TraceError } from './trace-error.ts'
import type { Traced } from './trace-program.ts'
import type { Watched } from './watched.ts'

export interface Straced extends Traced {
  /** Whether what the director decided is not what happened, or not for certain; null where it is. */
  readonly missed: Missed | null
}

/**
 * In milliseconds: for how long strace holds a call, within which it must be stopped. A run makes hundreds of calls
 * that are none of the world's, and each of them is held. So it is short, and longer for a time when it was too short:
 * other programs may keep this one from running.
 */
const PAUSES = { first: 4, shortest: 2, planned: 20, longest: 20, growth: 2, decline: 0.9 }
let pause = PAUSES.first

/** How many times its own time a program may take in all, being held. One that makes calls for ever is held for ever. */
const PATIENCE = 6

/**
 * Does what `traceProgram` does, by strace, for machines on which that cannot be. strace cannot ask, but it can wait
 * before a call (`delay_enter`), and says so before it waits: it is itself stopped then, and so the call and all other
 * calls that are watched wait until the director has decided.
 *
 * A call that fails must be known before (`fail`), since strace's rules cannot be changed. What the director decides
 * is compared with what strace did, and each difference makes the run one that `missed`: a call that was to fail and
 * did not, one that failed unasked, one that may have been made before the director was asked. While a fault is
 * planned, no calls on other paths are seen.
 *
 * @throws StartError where it cannot be started, TraceError where it cannot be traced, and what the director throws;
 * it is killed then.
 */
export async function straceProgram(
  program: Program,
  watched: Watched & { readonly fail?: PlannedFault | null },
  director: Director,
): Promise<Straced> {
  const fail = watched.fail && canBePlanned(watched.fail) ? watched.fail : null
  // While a fault is planned, few calls are held.
  const held = fail === null ? pause : Math.max(pause, PAUSES.planned)
  const attempts: Attempt[] = []
  const running = new Set<number>()
  const seen: Seen = { killed: null, awake: watched.after === null || fail !== null, execs: [] }
  const clock = { isOver: false, stop: () => {} }
  let run: StoppedRun | undefined
  const ended = await runProgram(
    {
      ...program,
      timeout: program.timeout * PATIENCE,
      argv: straced(program.argv, { ...watched, fail }, held),
      // What Node asks of the kernel through io_uring would not be seen.
      env: { ...program.env, UV_USE_IO_URING: '0' },
    },
    (pipe, end) => {
      const strace = new Holder()
      // Once strace has ended, what it held would be made: first those that it holds are killed, one by one.
      const current = new StoppedRun(director, () => {
        for (const pid of running) signal(pid, 'SIGKILL')
        end()
      })
      run = current
      clock.stop = afterOwnTime(
        program.timeout,
        () => attempts.length * held,
        () => {
          clock.isOver = true
          current.kill()
        },
      )
      let waiting = 0
      const log = new StraceLog()
      const open = new Map<number, Attempt>()
      const hear = (heard: Heard) => {
        if (heard.what === 'unknown') {
          current.fail(new TraceError(`strace said ${heard.line}`))
          return
        }
        const { pid } = heard
        if (heard.what === 'ended') {
          running.delete(pid)
          seen.killed = heard.exit === null
          return
        }
        running.add(pid)
        if (heard.what === 'leaves') {
          const attempt = open.get(pid)
          open.delete(pid)
          if (attempt === undefined) return
          attempt.injected = heard.injected
          if (attempt.program !== null && heard.ok) noteExec(seen, attempt.program, watched.after)
          return
        }
        const attempt: Attempt = {
          program: heard.call.startsWith('exec') ? nameIn(heard.args) : null,
          injected: null,
          decided: null,
          isLate: null,
        }
        open.set(pid, attempt)
        attempts.push(attempt)
        const step = seen.awake && attempt.program === null ? stepOf(heard, watched.root, watched.sees) : null
        if (step === 'gone') attempt.isLate = true
        if (step === null || step === 'gone' || current.isKilled) return
        waiting += 1
        attempt.isLate = !strace.hold(pid, heard.at * 1000 + held)
        current.ask(step, decision => {
          waiting -= 1
          if (decision !== 'go') attempt.decided = decision.errno
          if (waiting === 0) strace.letGo()
        })
      }
      pipe.on('data', (piece: Buffer) => {
        for (const heard of log.take(piece.toString('latin1'))) hear(heard)
      })
      pipe.on('error', () => {})
    },
  ).finally(() => clock.stop())
  await run?.settled()
  const { stops = 0, isKilled = false, spun = false } = run ?? {}
  const missed = missedBy(attempts, isKilled)
  if (fail === null)
    adapt(
      held,
      attempts.some(({ isLate }) => isLate === true),
    )
  const timedOut = ended.timedOut || clock.isOver
  if (isKilled || timedOut) return { ...ended, timedOut, exit: null, stops, spun, missed }
  const { killed, awake, execs } = seen
  const { exit } = ended
  // strace ends as its program did, by the same signal too.
  if (killed === null || (exit === null && !killed))
    throw new TraceError(`strace ended before the program${said(ended.output)}`)
  if (fail === null) {
    const [file = ''] = program.argv
    // The first is the shell that starts it.
    if (execs.length < 2) throw new StartError(file, exit === 126 ? 'EACCES' : 'ENOENT')
    if (exit === 0 && !awake)
      throw new TraceError(`no program was seen to be started by ${watched.after ?? 'it'}`)
  }
  return { ...ended, stops, spun, missed }
}

/** Acts when a program has taken so many milliseconds itself: while it is held, its time does not pass. */
function afterOwnTime(limit: number, held: () => number, act: () => void): () => void {
  const began = performance.now()
  const timer = setInterval(
    () => {
      if (performance.now() - began - held() < limit) return
      clearInterval(timer)
      act()
    },
    Math.min(100, limit / 4),
  )
  return () => clearInterval(timer)
}

/** One call, and what became of it. */
interface Attempt {
  /** What it executes; null for any other call. */
  readonly program: string | null
  /** The errno that strace gave instead of making it. */
  injected: string | null
  /** The errno that the director wanted. */
  decided: string | null
  /** Whether the director may have been asked when it was made already; null where it was not asked. */
  isLate: boolean | null
}

/** What has been seen of a run so far. */
interface Seen {
  /** Whether the process that was the last to end was killed; null where none has ended. */
  killed: boolean | null
  /** Whether all that only prepares the program is over. */
  awake: boolean
  /** What was executed so far. */
  readonly execs: string[]
}

// What prepares a run is one chain of programs, each of which starts the next.
function noteExec(seen: Seen, program: string, after: string | null): void {
  const last = seen.execs.at(-1)
  if (last !== undefined && last.slice(last.lastIndexOf('/') + 1) === after) seen.awake = true
  seen.execs.push(program)
}

function nameIn(args: readonly string[]): string {
  return args.map(stringIn).flatMap(bytes => (bytes === null ? [] : [fromBytes(bytes)]))[0] ?? ''
}

function missedBy(attempts: readonly Attempt[], isKilled: boolean): Missed | null {
  if (attempts.some(({ decided, injected }) => decided !== injected)) return 'otherwise'
  // A run that is to end at a call has ended at the last; that calls before it were late is no matter then.
  const asked = attempts.filter(({ isLate }) => isLate !== null)
  return (isKilled ? asked.slice(-1) : asked).some(({ isLate }) => isLate) ? 'late' : null
}

function adapt(held: number, isTooShort: boolean): void {
  const { shortest, longest, growth, decline } = PAUSES
  // Of several runs at once, each knows only how it was for itself.
  pause = isTooShort ? Math.max(pause, held * growth) : pause * decline
  pause = Math.min(Math.max(pause, shortest), longest)
}

function said(output: string): string {
  return output.trim() === '' ? '' : `: ${output.trim()}`
}

/** Stops strace and lets it go on. */
class Holder {
  #pid: number | null = null
  readonly #pauses = new Int32Array(new SharedArrayBuffer(4))

  /** Stops it; whether that was done, for certain, before a time in milliseconds since 1970. */
  hold(tracee: number, before: number): boolean {
    this.#pid ??= tracerOf(tracee)
    if (this.#pid === null) return false
    signal(this.#pid, 'SIGSTOP')
    // strace takes the time a little before it begins to wait.
    const limit = before - 0.2
    while (!isStopped(this.#pid)) {
      if (now() > limit) return false
      // It may be waiting for this very processor.
      Atomics.wait(this.#pauses, 0, 0, 0.05)
    }
    return now() < limit
  }

  letGo(): void {
    if (this.#pid !== null) signal(this.#pid, 'SIGCONT')
  }
}

function now(): number {
  return performance.timeOrigin + performance.now()
}

function tracerOf(pid: number): number | null {
  const [, tracer = '0'] = /^TracerPid:\t(\d+)$/m.exec(textOf(`/proc/${pid}/status`)) ?? []
  return tracer === '0' ? null : Number(tracer)
}

function isStopped(pid: number): boolean {
  const stat = textOf(`/proc/${pid}/stat`)
  return stat === '' || stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return ''
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
  }
}
