/** A resource that has to be removed. */
interface Removable {
  readonly remove: () => void
}

/**
 * Opens a resource for each item, and yields it with its item, while the next one opens. It removes each after its turn,
 * and when the consumer stops also the one that is open by then.
 *
 * @throws whatever opening throws.
 * @example for await (const [spec, world] of oneAhead(specs, openWorld)) await world.run()
 */
export async function* oneAhead<T, R extends Removable>(
  items: readonly T[],
  open: (item: T, index: number) => Promise<R>,
): AsyncGenerator<readonly [item: T, opened: R]> {
  const queue = items.entries()
  const openNext = () => {
    const next = queue.next()
    if (next.done === true) return null
    const [index, item] = next.value
    const opened = open(item, index)
    // It is awaited later: until then, a failure would count as unhandled.
    opened.catch(() => {})
    return { item, opened }
  }
  let ahead = openNext()
  try {
    while (ahead !== null) {
      const { item } = ahead
      const opened = await ahead.opened
      ahead = openNext()
      try {
        yield [item, opened]
      } finally {
        opened.remove()
      }
    }
  } finally {
    await ahead?.opened.then(
      opened => opened.remove(),
      () => {},
    )
  }
}
