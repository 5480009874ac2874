import type { MutableRequest } from '../../fixtures/deployment.ts'
import type { Report } from '../observation/report.ts'
import type { Call } from '../reconciler/call.ts'
import type { Interceptor, Waits } from './interceptor.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import type { User } from './user.ts'

/** One run of a subject in one world. */
export interface Job {
  /** The requested homes and links, by the paths that the subject sees. */
  readonly request: MutableRequest
  /** The world's root on disk. */
  readonly root: string
  /** The path at which the subject sees the root: its mount, or `root` itself. */
  readonly seenAs: string
  /** A directory outside the world, for temporary files. */
  readonly temp: string
  /** The number of this run among concurrent ones, from 0. Default: 0. */
  readonly runIndex?: number
  /**
   * For a command that is more than one: whether this run sets the world up, or comes after another in the world. Default:
   * neither.
   */
  readonly phase?: 'setup' | 'again'
  /** The number of runs in this world before it. Default: 0. */
  readonly earlierRuns?: number
  /** By how much the time limit is multiplied. Default: 1. */
  readonly patience?: number
  /** The user to run as; null for the current user. */
  readonly user: User | null
  /** Called with each call by which a script makes an entry. Code that acts by itself calls nothing. Default: nothing. */
  readonly onMade?: (call: Call) => void
}

/**
 * A reconciler under test. `command`, `script`, `port` and `fn` each make one.
 *
 * @example
 * const unprepared: Subject = command(['bash', 'link-homes.sh'])
 * const subject = (await unprepared.prepare?.('/tmp/gate')) ?? unprepared
 */
export interface Subject {
  /** Its name in messages and reports. */
  readonly name: string
  /**
   * A generator of system calls (`script`), other code of this process, or a program. It decides what a run costs, and
   * so how many worlds are tried.
   */
  readonly kind: 'script' | 'in-process' | 'command'
  /** The absolute path at which it needs the world to appear; null for wherever the world is. */
  readonly mount: string | null
  /**
   * Whether it links any homes that a request names, in any order. False where its homes are hard-coded; null
   * where a trial run has to find out.
   */
  readonly acceptsRequest: boolean | null
  /** How many of its runs may be in progress at once. */
  readonly parallel: number
  /**
   * Whether file modes restrict it: `always`; only when run as another user (`as-user`); or `never`, and then worlds
   * with permissions in them prove nothing.
   */
  readonly permissions: 'always' | 'as-user' | 'never'
  /** How it is stopped between two of its calls, or why it cannot be. */
  readonly stops: Stops
  /** How it is invoked, for a script that reproduces a run; null for code of this process. */
  readonly invocation: Invocation | null
  /** Where other processes can import it, to try worlds side by side. Default: all worlds are tried in this process. */
  readonly importable?: Importable
  /**
   * Runs it to its end. A failure of the subject is a report, not a rejection.
   *
   * @throws StartError when its program cannot be started.
   */
  run(job: Job): Promise<Report>
  /**
   * Runs it, and lets an interceptor decide its steps. A run that is killed reports nothing (`killed`).
   *
   * @throws StartError when its program cannot be started, TraceError when that cannot be intercepted, an Error when
   * `stops` says that it cannot be stopped, and whatever the interceptor throws.
   */
  runIntercepted(job: Job, interceptor: Interceptor, interception: Interception): Promise<Report>
  /**
   * Returns the same subject with the sandbox and the tracer that work on this machine, found by trying them. Absent
   * for subjects that use neither.
   *
   * @param tempPath a directory that outlives the runs of the subject.
   * @throws SandboxError when no sandbox works; SetupError when a file that an option names cannot be used.
   */
  prepare?(tempPath: string): Promise<Subject>
}

/** How other processes get a subject. */
export interface Importable {
  /** The URL of a module whose default export returns the subject, given the policy by which its links are judged. */
  readonly module: string
  /** The number of processes to try worlds in; with 1, all worlds are tried in this process. */
  readonly processes: number
}

/** Which steps an interceptor decides. */
export interface Interception {
  /** `changes`: only steps that may change something, which is faster. `all`: steps that only look as well. `none`: no step. */
  readonly intercept: 'changes' | 'all' | 'none'
  /** Whether each change comes with the process, and the line of the script, that makes it. Default: false. */
  readonly attributed?: boolean
  /** Learns when the run waits for another in the same world. Default: no other is in progress. */
  readonly waits?: Waits | null
}

/** How a command is invoked. */
export interface Invocation {
  readonly argv: readonly string[]
  readonly sandbox: Sandbox
  /** Whether it can reach the network. */
  readonly network: boolean
  readonly mount: string | null
  /** The programs that are replaced: `NAME` by one that does nothing, `NAME=FILE` by another. */
  readonly stub: readonly string[]
  /** Its further environment variables; `{root}` in a value is the root as it sees it. */
  readonly env: Readonly<Record<string, string>>
  /** The path of the file that is its standard input; null for the request. */
  readonly stdin: string | null
  /** The command that runs first in each world; null for none. */
  readonly setup: readonly string[] | null
  /** The command that runs on the result of `argv`; null for `argv` again. */
  readonly again: readonly string[] | null
}

/** How a subject is stopped between two of its calls. */
export type Stops =
  | { readonly by: 'stages' | 'seccomp' }
  /** It cannot be stopped: laws that need it get `verdict`, with the reason. */
  | {
      readonly by: 'none'
      readonly verdict: 'not-applicable' | 'not-tested'
      readonly why: string
      /** Each attempt, and how it failed. */
      readonly detail?: string
    }

/** The `runIntercepted` of a subject that cannot be stopped. */
export function cannotBeStopped(): never {
  throw new Error('this subject cannot be stopped between its calls')
}
