import type { PathLike } from 'node:fs'
import { resolve } from 'node:path/posix'
import { setImmediate as nextRound } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { realPath } from '../../../fixtures/disk/real-path.ts'
import { kindOf, type Step } from '../../observation/step.ts'
import { errnoIn, type Interceptor } from '../interceptor.ts'
import { errnoError } from './node-error.ts'

/** One system call that is about to be made. */
export interface PrimitiveCall {
  /** Its plain name, as in a `Step`; a function where that depends on what exists when the call's turn comes. */
  readonly call: string | (() => string)
  readonly path: PathLike
  /** The second path of a `rename` or `link`. */
  readonly to?: PathLike
  /** The call's name in Node's error for it. Default: its plain name. */
  readonly syscall?: string
  /** The paths that Node's error for it names. Default: its own. */
  readonly named?: readonly PathLike[]
}

/** The system calls of one run, made one after another, each once an interceptor has let it happen. */
export interface CallQueue {
  /** Makes a call when its turn comes. Rejects with an errno error when the interceptor fails it. */
  make<T>(call: PrimitiveCall, act: () => Promise<T>): Promise<T>
  /** Does what consists of several calls. The promise that it returns, for the subject, never settles after a kill. */
  operation<T>(act: () => Promise<T>): Promise<T>
  /** Returns whether an operation is in progress: the subject then waits for nothing else. */
  isBusy(): boolean
  /** Resolves when no operation is in progress, awaited by the subject or not. */
  idle(): Promise<void>
  /** Kills the run: no further call is made. If it would not end by itself, `stopped` is the reason. */
  kill(stopped?: string): void
}

/** The most calls that one run may make; one that makes more is killed, as an endless loop. */
const CALL_LIMIT = 20_000

/** Thrown from a call to its `operation`, which can close its files meanwhile. The subject never sees it. */
class Killed extends Error {}

/**
 * Has an interceptor decide each call on a path inside `root`. Calls elsewhere, and on the root itself, just happen.
 * Concurrent calls are decided one at a time: what an interceptor sees on disk is then all that was done so
 * far, and the same run asks in the same order every time.
 *
 * @param onKilled called once, when the run is killed.
 */
export function callQueue(
  interceptor: Interceptor,
  root: string,
  onKilled: (stopped?: string) => void = () => {},
): CallQueue {
  const roots = rootsOf(root)
  const operations = new Set<Promise<unknown>>()
  let isKilled = false
  let made = 0
  let last: Promise<unknown> = Promise.resolve()
  const kill = (stopped?: string) => {
    if (isKilled) return
    isKilled = true
    onKilled(stopped)
  }
  const decide = async (call: PrimitiveCall) => {
    made += 1
    if (made > CALL_LIMIT) kill(`it had made more than ${CALL_LIMIT.toLocaleString('en')} calls`)
    if (isKilled) throw new Killed()
    const step = stepOf(call, roots)
    if (step === null) return
    const decision = await interceptor(step)
    if (decision === 'kill') kill()
    if (isKilled || decision === 'kill') throw new Killed()
    const errno = errnoIn(decision)
    if (errno !== null) throw errorFor(call, step, errno)
  }
  return {
    make: (call, act) => {
      const done = last.then(async () => {
        await decide(call)
        return await act()
      })
      last = done.catch(() => {})
      return done
    },
    operation: act => {
      const outcome = act().catch((error: unknown) => {
        if (error instanceof Killed) return new Promise<never>(() => {})
        throw error
      })
      operations.add(outcome)
      // The second handler keeps a failed operation that the subject does not await from ending this process.
      const end = () => operations.delete(outcome)
      outcome.then(end, end)
      return outcome
    },
    isBusy: () => operations.size > 0,
    idle: async () => {
      do {
        await Promise.allSettled(operations)
        await nextRound()
      } while (operations.size > 0)
    },
    kill,
  }
}

function errorFor({ path, to, syscall, named }: PrimitiveCall, step: Step, errno: string): Error {
  return errnoError(errno, syscall ?? step.call, named ?? (to === undefined ? [path] : [path, to]))
}

function stepOf({ call, path, to }: PrimitiveCall, roots: readonly string[]): Step | null {
  const from = within(roots, path)
  const other = to === undefined ? null : within(roots, to)
  const [first, second] = from === null ? [other, null] : [from, other]
  if (first === null) return null
  const name = typeof call === 'string' ? call : call()
  return { call: name, kind: kindOf(name), path: first, to: second, by: '' }
}

/** The root as it is spelled, and its real path. */
function rootsOf(root: string): string[] {
  const spelled = resolve(root)
  return [spelled, realPath(spelled) ?? spelled]
}

/** The path relative to the root in which it lies; null for one outside, or for no path at all. */
function within(roots: readonly string[], path: PathLike): string | null {
  const text = textOf(path)
  if (text === null) return null
  const absolute = resolve(text)
  const root = roots.find(root => absolute.startsWith(`${root}/`))
  return root === undefined ? null : absolute.slice(root.length + 1)
}

/** A path as text. Untyped code may pass any value; null leaves it to Node to refuse that. */
function textOf(path: unknown): string | null {
  if (typeof path === 'string') return path
  if (path instanceof Uint8Array) return fromBytes(path)
  try {
    return path instanceof URL ? fileURLToPath(path) : null
  } catch {
    return null
  }
}
