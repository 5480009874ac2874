import { errnoOf } from '../../fixtures/disk/errno.ts'

/**
 * Returns the result of system calls; null where one of them fails.
 *
 * @throws any other error that `act` throws.
 * @example const text = orNull(() => readlinkSync(path)) ?? 'no link'
 */
export function orNull<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return null
  }
}
