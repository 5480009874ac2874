import { spawn } from 'node:child_process'
import { fromBytes } from '../../fixtures/bytes.ts'
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

const OUTPUT_LIMIT = 64 * 1024
/** In milliseconds: how long a pipe may stay open when all that is known to hold it is killed. */
const PATIENCE = 500

/**
 * Runs a program to its end, and ends all that it left behind.
 *
 * @throws StartError where it cannot be started.
 */
export function runProgram(program: Program): Promise<Ended> {
  const { argv, env, cwd, stdin, timeout, mark, uid, gid } = program
  const [file = '', ...args] = argv
  return new Promise((resolve, reject) => {
    const others = mark === null ? new Set<string>() : elders()
    // A group of its own, so that the program can be killed with all its children.
    const child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: 'pipe',
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
    child.on('error', error => reject(new StartError(file, error)))
    if (child.pid === undefined) return
    const family = { pid: child.pid, mark, elders: others }
    adopt(family)
    const pieces: Buffer[] = []
    let size = 0
    const take = (piece: Buffer) => {
      if (size < OUTPUT_LIMIT) pieces.push(piece.subarray(0, OUTPUT_LIMIT - size))
      size += piece.length
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    // A program that does not read its standard input is none the worse for it.
    child.stdin.on('error', () => {})
    child.stdin.end(stdin)
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      kill(family)
    }, timeout)
    child.on('exit', () => {
      clearTimeout(timer)
      // What it left running would hold the pipes open, and could still write.
      kill(family)
      const stuck = setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
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
