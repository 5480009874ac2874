type Listener = (reason: unknown) => void

const taking = new Set<Listener>()
let setAside: NodeJS.UnhandledRejectionListener[] = []

/**
 * Hands over what is rejected and handled by nobody while `act` runs: a program would end by it, and so would this
 * process. Whoever else listens for such rejections is set aside for as long. What came of several runs at once
 * cannot be told apart, and is handed to each.
 */
export async function takingStrays<T>(take: Listener, act: () => Promise<T>): Promise<T> {
  if (taking.size === 0) {
    setAside = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', handOver)
  }
  taking.add(take)
  try {
    return await act()
  } finally {
    taking.delete(take)
    if (taking.size === 0) {
      process.off('unhandledRejection', handOver)
      for (const listener of setAside) process.on('unhandledRejection', listener)
    }
  }
}

function handOver(reason: unknown): void {
  for (const take of taking) take(reason)
}
