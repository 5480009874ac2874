import type { Request } from '../../fixtures/deployment.ts'
import type { Report } from './report.ts'

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
  /** Who to run as; null for the current user. */
  readonly user: User | null
}

/** A reconciler under test. */
export interface Subject {
  /** For messages and reports. */
  readonly name: string
  /** Code of this process, which is fast, or a program. */
  readonly kind: 'in-process' | 'command'
  /** Where the root is to appear; null for where it is. */
  readonly mount: string | null
  /** Whether it can be asked for any homes and links, in any order; if not, they are written into it. */
  readonly obeysRequest: boolean
  /** How many of its runs may be under way at once. */
  readonly parallel: number
  /**
   * How it is kept from what a mode forbids: it is (`always`), it must be run as another user (`as-user`), or it
   * cannot be (`never`), and then worlds with permissions in them say nothing.
   */
  readonly permissions: 'always' | 'as-user' | 'never'
  run(job: Job): Promise<Report>
}

/** What is so of every subject that is code of this process. */
export function inProcess(): Omit<Subject, 'name' | 'run'> {
  return {
    kind: 'in-process',
    mount: null,
    obeysRequest: true,
    parallel: 1,
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
  try {
    return await act()
  } finally {
    process.seteuid?.(0)
  }
}
