type Listener = (reason: unknown) => void

const takers = new Set<Listener>()
let setAside: NodeJS.UnhandledRejectionListener[] = []

/**
 * Has every unhandled rejection passed to `take`: it would end this process, as it would end a program of the subject's
 * own. Other listeners for such rejections are removed meanwhile. A rejection cannot be traced to one of several
 * concurrent runs, so each of them receives it.
 *
 * @returns a function to call once, at the end of the run.
 */
export function takeStrays(take: Listener): () => void {
  if (takers.size === 0) {
    setAside = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', passOn)
  }
  takers.add(take)
  return () => {
    takers.delete(take)
    if (takers.size > 0) return
    process.off('unhandledRejection', passOn)
    for (const listener of setAside) process.on('unhandledRejection', listener)
  }
}

function passOn(reason: unknown): void {
  for (const take of takers) take(reason)
}
