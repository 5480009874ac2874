import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { Clock } from './clock.ts'
import { captureOutput } from './output-capture.ts'
import { ownTimeOf } from './own-time.ts'
import { pids } from './proc.ts'
import { inLimitedNamespace } from './process-limit.ts'
import { gone, isMemberOf, killAtExit, killTree, type ProcessTree } from './process-tree.ts'
import { StartError } from './start-error.ts'

/** A program to run. */
export interface Program {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly stdin: string | Uint8Array
  /** How long it may run before it is killed with all its processes. */
  readonly timeoutMs: number
  /** The most processes that it may have at a time; null for no limit, and where it limits itself. */
  readonly processLimit: number | null
  /** Finds its processes, as in `ProcessTree`. */
  readonly envMarker: ProcessTree['envMarker']
  /** Default: the current user. */
  readonly uid?: number
  readonly gid?: number
}

/** A program that has ended. */
export interface Ended {
  /** Null when it was killed. */
  readonly exit: number | null
  /** Why the harness stopped it, as a clause; null where it ended by itself, or an interceptor killed it. */
  readonly stopped: string | null
  /** Whether it was stopped because its time was over. */
  readonly timedOut: boolean
  /** Standard output and error in order of arrival, cut at 64 KiB. */
  readonly output: string
}

/** A program that runs. */
export interface Started {
  /** Its process, which leads a process group. */
  readonly pid: number
  readonly input: Writable
  /** Standard output and error. */
  readonly outputs: readonly Readable[]
  /** Resolves to the exit code when the process has ended; to null when it was killed, or `attend` learns the code. */
  readonly exited: Promise<number | null>
  /** Called as soon as it can be killed. */
  readonly attend?: (controls: Controls) => void
}

/** How a program that runs is controlled. */
export interface Controls {
  /** Kills it with all its processes. */
  readonly kill: () => void
  /** Kills it for a reason, a clause such as `it had made 20,000 calls`. */
  readonly stop: (reason: string) => void
  readonly clock: Clock
}

/** How long a pipe may stay open after all processes that are known to hold it were killed. */
const PIPES_PATIENCE_MS = 500

/**
 * Runs a program to its end, and kills all processes that it left behind.
 *
 * @param start starts it. Default: spawns it as a child of this process.
 * @throws StartError when it cannot be started.
 */
export async function runProgram(
  program: Program,
  start: (program: Program) => Promise<Started> = spawnProgram,
): Promise<Ended> {
  const { stdin, timeoutMs, envMarker } = program
  const earlierPids = new Set(envMarker === null ? [] : pids())
  const { pid, input, outputs, exited, attend } = await start(program)
  const tree = { pid, envMarker, earlierPids }
  const forget = killAtExit(tree)
  const output = captureOutput(outputs)
  // A program may end without reading its standard input.
  input.on('error', () => {})
  input.end(stdin)
  let stopped: string | null = null
  const kill = () => killTree(tree)
  const stop = (reason: string) => {
    stopped ??= reason
    kill()
  }
  let timedOut = false
  const onTimeout = () => {
    timedOut = stopped === null
    stop(timeoutReason(timeoutMs))
  }
  const clock = new Clock(timeoutMs, onTimeout, ownTimeOf(isMemberOf(tree)))
  attend?.({ kill, stop, clock })
  const exit = await exited
  clock.stop()
  // Processes that it left behind hold the pipes open, and could still write.
  killTree(tree)
  const patience = setTimeout(output.close, PIPES_PATIENCE_MS)
  await output.closed
  clearTimeout(patience)
  await gone(tree)
  forget()
  return { exit: stopped === null ? exit : null, stopped, timedOut, output: output.text() }
}

/** Words the reason why a run was stopped that took too long. */
export function timeoutReason(timeoutMs: number): string {
  return `it had not ended after ${timeoutMs / 1000} s of its own time`
}

function spawnProgram({ argv, processLimit, env, cwd, uid, gid }: Program): Promise<Started> {
  const [file = '', ...args] = processLimit === null ? argv : inLimitedNamespace(argv, processLimit)
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: 'pipe',
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
    child.on('error', error => reject(new StartError(file, error)))
    const { pid, stdin, stdout, stderr } = child
    if (pid === undefined) return
    const exited = new Promise<number | null>(settle => {
      child.on('exit', settle)
    })
    resolve({ pid, input: stdin, outputs: [stdout, stderr], exited })
  })
}
