import { spawn } from 'node:child_process'
import { Duplex, type Readable, type Writable } from 'node:stream'
import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { Clock } from './clock.ts'
import { adopt, currentPids, gone, kill, type ProcessTree, release } from './process-tree.ts'
import { StartError } from './start-error.ts'

export interface Program {
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly stdin: string
  /** In milliseconds; then it is killed with all its processes. */
  readonly timeoutMs: number
  /** By which its processes are found; null for a program that has a process namespace of its own. */
  readonly envMarker: ProcessTree['envMarker']
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

/** A program under way. */
export interface Started {
  /** Of its process, which leads a group: it can be killed with all its children. */
  readonly pid: number
  readonly input: Writable
  /** Standard output and error. */
  readonly outputs: readonly Readable[]
  /** Descriptor 3, of one that is talked with. */
  readonly pipe: Duplex | null
  /** Settles when its process has ended, with its exit code; null where it was killed, or that is told elsewhere. */
  readonly exited: Promise<number | null>
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
export async function runProgram(
  program: Program,
  attend: Attendant | null = null,
  start: () => Promise<Started> = () => spawned(program, attend !== null),
): Promise<Ended> {
  const { stdin, timeoutMs, envMarker } = program
  const earlierPids = envMarker === null ? new Set<string>() : currentPids()
  const { pid, input, outputs, pipe, exited } = await start()
  const tree = { pid, envMarker, earlierPids }
  adopt(tree)
  const pieces: Buffer[] = []
  let size = 0
  const take = (piece: Buffer) => {
    if (size < OUTPUT_LIMIT) pieces.push(piece.subarray(0, OUTPUT_LIMIT - size))
    size += piece.length
  }
  const closed = outputs.map(output => whenClosed(output.on('data', take).on('error', () => {})))
  // A program that does not read its standard input is none the worse for it.
  input.on('error', () => {})
  input.end(stdin)
  let timedOut = false
  const clock = new Clock(timeoutMs, () => {
    timedOut = true
    kill(tree)
  })
  if (attend !== null && pipe !== null) attend(pipe, () => kill(tree), clock)
  const exit = await exited
  clock.end()
  // What it left running would hold the pipes open, and could still write.
  kill(tree)
  const stuck = setTimeout(() => {
    for (const output of outputs) output.destroy()
  }, PATIENCE)
  await Promise.all(closed)
  clearTimeout(stuck)
  await gone(tree)
  release(tree)
  return { exit: timedOut ? null : exit, timedOut, output: fromBytes(Buffer.concat(pieces)) }
}

/** Settles when a stream is closed, as it may be already. */
export function whenClosed(stream: Readable): Promise<void> {
  return new Promise(resolve => {
    if (stream.closed) resolve()
    else stream.on('close', resolve)
  })
}

function spawned({ argv, env, cwd, uid, gid }: Program, isAttended: boolean): Promise<Started> {
  const [file = '', ...args] = argv
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd,
      env,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe', ...(isAttended ? ['pipe' as const] : [])],
      ...(uid === undefined ? {} : { uid }),
      ...(gid === undefined ? {} : { gid }),
    })
    child.on('error', error => reject(new StartError(file, error)))
    const { pid, stdin, stdout, stderr, stdio } = child
    if (pid === undefined || stdin === null || stdout === null || stderr === null) return
    const exited = new Promise<number | null>(end => {
      child.on('exit', end)
    })
    const pipe = stdio[3] instanceof Duplex ? stdio[3] : null
    resolve({ pid, input: stdin, outputs: [stdout, stderr], pipe, exited })
  })
}
