import { spawn } from 'node:child_process'
import { fromBytes } from '../../fixtures/bytes.ts'

export interface Program {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly stdin: string
  /** In milliseconds; then it is killed with all its processes. */
  readonly timeout: number
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
const groups = new Set<number>()
let isWatching = false

/** Runs a program to its end, and ends all that it left behind. Rejects only where it cannot be started. */
export function runProgram(program: Program): Promise<Ended> {
  watchForTheEnd()
  const { argv, env, cwd, stdin, timeout, uid, gid } = program
  const [file = '', ...args] = argv
  return new Promise((resolve, reject) => {
    // A group of its own, so that the program can be killed with all its children.
    const child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: 'pipe',
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
    const { pid } = child
    if (pid !== undefined) groups.add(pid)
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
      killGroup(pid)
    }, timeout)
    child.on('error', error => {
      clearTimeout(timer)
      reject(error)
    })
    // What it left running would hold the pipes open, and could still write.
    child.on('exit', () => killGroup(pid))
    child.on('close', exit => {
      clearTimeout(timer)
      if (pid !== undefined) groups.delete(pid)
      resolve({ exit: timedOut ? null : exit, timedOut, output: fromBytes(Buffer.concat(pieces)) })
    })
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

function watchForTheEnd(): void {
  if (isWatching) return
  isWatching = true
  process.on('exit', () => {
    for (const pid of groups) killGroup(pid)
  })
}
