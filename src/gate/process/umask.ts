import { isMainThread } from 'node:worker_threads'

/** Under this mask the law `private` can be broken. Under 077, every new directory would be private by itself. */
const UMASK = 0o022

/**
 * Does some work under the umask 022, and restores the earlier one. A worker thread cannot change the umask: there, the
 * work gets a note on it.
 */
export async function withUmask<T>(work: (notes: readonly string[]) => Promise<T>): Promise<T> {
  const before = process.umask()
  if (!isMainThread) {
    const note = `the umask stays ${before.toString(8).padStart(3, '0')}: a worker thread cannot change it`
    return await work(before === UMASK ? [] : [note])
  }
  process.umask(UMASK)
  try {
    return await work([])
  } finally {
    // Even if it was the same: the subject may have changed it.
    process.umask(before)
  }
}
