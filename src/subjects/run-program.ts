import { spawn } from 'node:child_process'
import { Duplex } from 'node:stream'
import { fromBytes } from '../../fixtures/bytes.ts'
import { Clock } from './clock.ts'
import { adopt, elders, type Family, gone, kill, release } from './processes.ts'
import { StartError } from './start-error.ts'

export interface Program {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly stdin: string
  /** In milliseconds; then it is killed with all its processes. */
  readonly timeout: number
  /** By which its processes are found; null for a program that has a process namespace of its own. */
  readonly mark: Family['mark']
  readonly uid?: number
  readonly gid?: number
}

export interface Ended {
  /** Null where it was killed. */
  readonly exit: number | null
  readonly timedOut: boolean
  /** Standard output and error, as they came, cut at 64 KiB. */
  readonly output: string
}

/** Talks with a program over its descriptor 3 while it runs, and may kill it with all its processes. */
export type Attendant = (pipe: Duplex, end: () => void, clock: Clock) => void

const OUTPUT_LIMIT = 64 * 1024
/** In milliseconds: how long a pipe may stay open when all that is known to hold it is killed. */
const PATIENCE = 500

/**
 * Runs a program to its end, and ends all that it left behind.
 *
 * @throws StartError where it cannot be started.
 */
export function runProgram(program: Program, attend: Attendant | null = null): Promise<Ended> {
  const { argv, env, cwd, stdin, timeout, mark, uid, gid } = program
  const [file = '', ...args] = argv
  return new Promise((resolve, reject) => {
    const others = mark === null ? new Set<string>() : elders()
    // A group of its own, so that the program can be killed with all its children.
    const child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', ...(attend === null ? [] : ['pipe' as const])],
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
    child.on('error', error => reject(new StartError(file, error)))
    const { pid, stdin: input, stdout, stderr, stdio } = child
    if (pid === undefined || input === null || stdout === null || stderr === null) return
    const family = { pid, mark, elders: others }
    adopt(family)
    const pieces: Buffer[] = []
    let size = 0
    const take = (piece: Buffer) => {
      if (size < OUTPUT_LIMIT) pieces.push(piece.subarray(0, OUTPUT_LIMIT - size))
      size += piece.length
    }
    stdout.on('data', take)
    stderr.on('data', take)
    // A program that does not read its standard input is none the worse for it.
    input.on('error', () => {})
    input.end(stdin)
    const [, , , pipe] = stdio
    let timedOut = false
    const clock = new Clock(timeout, () => {
      timedOut = true
      kill(family)
    })
    if (attend !== null && pipe instanceof Duplex) attend(pipe, () => kill(family), clock)
    child.on('exit', () => {
      clock.end()
      // What it left running would hold the pipes open, and could still write.
      kill(family)
      const stuck = setTimeout(() => {
        stdout.destroy()
        stderr.destroy()
      }, PATIENCE)
      child.on('close', () => clearTimeout(stuck))
    })
    child.on('close', async exit => {
      await gone(family)
      release(family)
      resolve({ exit: timedOut ? null : exit, timedOut, output: fromBytes(Buffer.concat(pieces)) })
    })
  })
}
