/** A mask that hides nothing that `private` asks for: under 077 every new directory is private. */
const UMASK = 0o022

/**
 * Does the work under a mask of 022, and restores the one that was there. A worker thread cannot set it: then the work
 * is given a note that says so.
 */
export async function withUmask<T>(work: (notes: readonly string[]) => Promise<T>): Promise<T> {
  const before = process.umask()
  if (before === UMASK) return await work([])
  try {
    process.umask(UMASK)
  } catch {
    return await work([`the umask is ${before.toString(8).padStart(3, '0')}: a worker thread cannot set it`])
  }
  try {
    return await work([])
  } finally {
    process.umask(before)
  }
}
