/** A user without privileges. Modes do not restrict root, so root runs worlds with permissions as this user. */
export interface User {
  readonly uid: number
  readonly gid: number
}

/** The user `nobody`. */
export const NOBODY: User = { uid: 65534, gid: 65534 }

/**
 * Calls `act` as another user, and changes back however it ends. The group stays the same: an owner's access depends on
 * the owner's bits alone, and each change of it would stop every thread of this process.
 *
 * @param user null for the current user.
 */
export async function asUser<T>(user: User | null, act: () => T | Promise<T>): Promise<T> {
  if (user === null) return await act()
  process.seteuid?.(user.uid)
  running += 1
  try {
    return await act()
  } finally {
    running -= 1
    // The user is that of the whole process: the last of several concurrent calls changes it back.
    if (running === 0) process.seteuid?.(0)
  }
}

let running = 0

/** Returns whether `asUser` works here: root can change the user, but not in a worker thread. */
export function canChangeUser(): boolean {
  try {
    process.seteuid?.(0)
    return true
  } catch {
    return false
  }
}
