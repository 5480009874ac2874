type Listener = (reason: unknown) => void

const takers = new Set<Listener>()
let setAside: NodeJS.UnhandledRejectionListener[] = []

/**
 * Calls `act`, and passes every unhandled rejection meanwhile to `take`: it would end this process, as it would end a
 * program of the subject's own. Other listeners for such rejections are removed until `act` settles. A rejection
 * cannot be traced to one of several concurrent calls, so each of them receives it.
 */
export async function takingStrays<T>(take: Listener, act: () => Promise<T>): Promise<T> {
  if (takers.size === 0) {
    setAside = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', passOn)
  }
  takers.add(take)
  try {
    return await act()
  } finally {
    takers.delete(take)
    if (takers.size === 0) {
      process.off('unhandledRejection', passOn)
      for (const listener of setAside) process.on('unhandledRejection', listener)
    }
  }
}

function passOn(reason: unknown): void {
  for (const take of takers) take(reason)
}
