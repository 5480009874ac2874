import type { Request } from '../../fixtures/deployment.ts'
import type { Report } from '../observation/report.ts'
import type { Interceptor } from './interceptor.ts'
import type { Sandbox } from './sandbox/sandbox.ts'

/** A user without privileges, for worlds with permissions in them: root sees none. */
export interface User {
  readonly uid: number
  readonly gid: number
}

/** `nobody`, wherever it has no other number. */
export const NOBODY: User = { uid: 65534, gid: 65534 }

/** One run of a subject in one world. */
export interface Job {
  /** What is asked, by the paths that the subject sees. */
  readonly request: Request
  /** Where the world's root is on disk. */
  readonly root: string
  /** The root's path as the subject sees it: `root`, unless it is mounted elsewhere. */
  readonly seenAs: string
  /** A directory outside the world for temporary files. */
  readonly temp: string
  /** Which of several runs at once it is, from 0. */
  readonly runIndex?: number
  /** Who to run as; null for the current user. */
  readonly user: User | null
}

/** A reconciler under test. */
export interface Subject {
  /** For messages and reports. */
  readonly name: string
  /** A generator that yields its calls, other code of this process, or a program: what a run of it costs. */
  readonly kind: 'script' | 'in-process' | 'command'
  /** Where the root is to appear; null for where it is. */
  readonly mount: string | null
  /**
   * Whether it can be asked for any homes and links, in any order; if not, they are written into it. Null where that is
   * to be found out by asking it.
   */
  readonly acceptsRequest: boolean | null
  /** How many of its runs may be under way at once. */
  readonly parallel: number
  /**
   * How it is kept from what a mode forbids: it is (`always`), it must be run as another user (`as-user`), or it
   * cannot be (`never`), and then worlds with permissions in them say nothing.
   */
  readonly permissions: 'always' | 'as-user' | 'never'
  /** By what it can be stopped between two of its calls, or why it cannot be. */
  readonly stops: Stops
  /** How it is run, for a script that runs it again; null for code of this process. */
  readonly invocation: Invocation | null
  run(job: Job): Promise<Report>
  /**
   * Runs it, and asks an interceptor before each of its steps. Killed by the interceptor, it reports nothing (`killed`).
   * Only where `stops` says how.
   */
  runIntercepted(job: Job, interceptor: Interceptor, interception: Interception): Promise<Report>
  /**
   * Finds what this machine has to confine and to stop it with, by trying; absent where there is nothing to find.
   *
   * @param tempPath a directory that outlives the subject's runs.
   */
  prepare?(tempPath: string): Promise<Subject>
}

/** Before which steps an interceptor is asked. */
export interface Interception {
  /** `changes`: before those that may change something, which costs less. */
  readonly intercept: 'changes' | 'all'
  /** Whether each change comes with the process, and the line of a shell script, that makes it. Default: false. */
  readonly attributed?: boolean
}

/** How a command is run. */
export interface Invocation {
  readonly argv: readonly string[]
  readonly sandbox: Sandbox
  /** Whether it can reach the network. */
  readonly network: boolean
  readonly mount: string | null
  /** Names of programs that do nothing. */
  readonly stub: readonly string[]
}

/** By what a subject can be stopped between two of its calls. */
export type Stops =
  | { readonly by: 'stages' | 'seccomp' }
  /** It cannot be; `verdict` is what that makes of a law that needs it. */
  | {
      readonly by: 'none'
      readonly verdict: 'not-applicable' | 'not-tested'
      readonly why: string
      /** What was tried, and what it said. */
      readonly detail?: string
    }

/** The `direct` of a subject that cannot be stopped. */
export function cannotBeStopped(): never {
  throw new Error('it cannot be stopped between its calls')
}

/** What is so of every subject that is code of this process. */
export function inProcess(): Omit<Subject, 'name' | 'kind' | 'run' | 'runIntercepted' | 'stops'> {
  return {
    mount: null,
    acceptsRequest: true,
    parallel: 1,
    invocation: null,
    permissions: permissionsInProcess(),
  }
}

/** How code in this process is kept from what a mode forbids. */
function permissionsInProcess(): Subject['permissions'] {
  if (process.getuid?.() !== 0) return 'always'
  return canChangeUser() ? 'as-user' : 'never'
}

// A worker thread may not change the user.
function canChangeUser(): boolean {
  try {
    process.seteuid?.(0)
    return true
  } catch {
    return false
  }
}

/**
 * Runs `act` as another user, and comes back whatever happens. The group stays: who owns an entry is judged by its
 * owner's bits alone, and each change of it stops every thread of the process.
 */
export async function asUser<T>(user: User | null, act: () => T | Promise<T>): Promise<T> {
  if (user === null) return await act()
  process.seteuid?.(user.uid)
  others += 1
  try {
    return await act()
  } finally {
    others -= 1
    // Of several at once, the last to end comes back for all.
    if (others === 0) process.seteuid?.(0)
  }
}

let others = 0
