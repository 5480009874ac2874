import { type PathLike, realpathSync } from 'node:fs'
import { resolve } from 'node:path/posix'
import { setImmediate as nextRound } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { kindOf, type Step } from '../../observation/step.ts'
import type { Interceptor } from '../interceptor.ts'
import { errnoError } from './errno-error.ts'

/** One primitive call that is about to be made. */
export interface Call {
  /** Its plain name, as in a `Step`; asked for when its turn has come, where it depends on what is there. */
  readonly call: string | (() => Promise<string>)
  readonly path: PathLike
  /** The other path of a `rename` or `link`. */
  readonly to?: PathLike
  /** How an error of node's names it; by its plain name and its paths unless given. */
  readonly error?: { readonly syscall: string; readonly paths: readonly PathLike[] } | undefined
}

/** The primitive calls of one run, which are made one after another, each when a director lets it. */
export interface Steps {
  /** Makes one call when its turn has come and the director says so. */
  take<T>(call: Call, act: () => Promise<T>): Promise<T>
  /** What the subject sees of a call made of such steps: where the run is killed, it never settles. */
  whole<T>(act: () => Promise<T>): Promise<T>
  /** Ends when nothing that the subject asked for, awaited or not, is under way. */
  idle(): Promise<void>
  /** Kills the run: no call is made any more. */
  stop(): void
  /** Settles when the run is killed. */
  readonly stopped: Promise<void>
}

/** Thrown between a step and `whole`, so that what is open can be closed; the subject never sees it. */
class Killed extends Error {}

/**
 * Lets a director decide on each call on a path inside of `root`. Calls elsewhere, and on the root itself, are made
 * without asking. A run asks for one call at a time even where it makes several at once: what the director has seen
 * so far is then all that has been done, and the same run asks in the same order again.
 *
 * @param limit the number of calls after which the run is killed, since it spins.
 */
export function stepsOf(interceptor: Interceptor, root: string, limit = Number.POSITIVE_INFINITY): Steps {
  const roots = rootsOf(root)
  const underWay = new Set<Promise<unknown>>()
  let isStopped = false
  let taken = 0
  let last: Promise<unknown> = Promise.resolve()
  let tellStopped = () => {}
  const stopped = new Promise<void>(tell => {
    tellStopped = tell
  })
  const stop = () => {
    isStopped = true
    tellStopped()
  }
  const decide = async (call: Call) => {
    taken += 1
    if (taken > limit) stop()
    if (isStopped) throw new Killed()
    const step = await stepOf(call, roots)
    if (step === null) return
    const decision = await interceptor(step)
    if (decision === 'kill') stop()
    if (isStopped || decision === 'kill') throw new Killed()
    if (decision === 'continue') return
    const { syscall, paths } = call.error ?? {
      syscall: step.call,
      paths: call.to === undefined ? [call.path] : [call.path, call.to],
    }
    throw errnoError(decision.errno, syscall, paths)
  }
  return {
    take: (call, act) => {
      const done = last.then(async () => {
        await decide(call)
        return await act()
      })
      last = done.catch(() => {})
      return done
    },
    whole: act => {
      const outcome = act().catch((error: unknown) => {
        if (error instanceof Killed) return new Promise<never>(() => {})
        throw error
      })
      underWay.add(outcome)
      // A call that nobody awaits must not bring this process down when it fails.
      const end = () => underWay.delete(outcome)
      outcome.then(end, end)
      return outcome
    },
    idle: async () => {
      do {
        await Promise.allSettled(underWay)
        await nextRound()
      } while (underWay.size > 0)
    },
    stop,
    stopped,
  }
}

async function stepOf({ call, path, to }: Call, roots: readonly string[]): Promise<Step | null> {
  const from = within(roots, path)
  const other = to === undefined ? null : within(roots, to)
  const [first, second] = from === null ? [other, null] : [from, other]
  if (first === null) return null
  const name = typeof call === 'string' ? call : await call()
  return { call: name, kind: kindOf(name), path: first, to: second, by: '' }
}

/** The root as it is named, and as `realpath` would name it. */
function rootsOf(root: string): string[] {
  const named = resolve(root)
  try {
    return [...new Set([named, realpathSync(named)])]
  } catch {
    return [named]
  }
}

/** The path relative to the root that it lies in; null where it lies in none, or is no path. */
function within(roots: readonly string[], path: PathLike): string | null {
  const text = textOf(path)
  if (text === null) return null
  const whole = resolve(text)
  const root = roots.find(root => whole.startsWith(`${root}/`))
  return root === undefined ? null : whole.slice(root.length + 1)
}

/** A path as text. Code without types may hand over anything, which is left to node to refuse. */
function textOf(path: unknown): string | null {
  if (typeof path === 'string') return path
  if (path instanceof Uint8Array) return fromBytes(path)
  try {
    return path instanceof URL ? fileURLToPath(path) : null
  } catch {
    return null
  }
}
