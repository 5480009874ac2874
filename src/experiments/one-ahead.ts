/** A resource that has to be removed. */
interface Removable {
  readonly remove: () => void
}

/**
 * Opens a resource for each item, and yields it with its item, while the next one opens. It removes each after its turn,
 * and when the consumer stops also the one that is open by then.
 *
 * @param width how much may go on at a time; with 1, a resource opens only when the one before is removed.
 * @throws whatever opening throws.
 * @example for await (const [spec, world] of oneAhead(specs, 2, openWorld)) await world.run()
 */
export async function* oneAhead<T, R extends Removable>(
  items: readonly T[],
  width: number,
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
  let ahead: ReturnType<typeof openNext> = null
  try {
    for (let next = openNext(); next !== null; next = ahead ?? openNext()) {
      const opened = await next.opened
      ahead = width > 1 ? openNext() : null
      try {
        yield [next.item, opened]
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
