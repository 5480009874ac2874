/**
 * Maps each item, up to `width` at a time, and yields the results in the order of the items. When the consumer stops, or
 * the work throws, it starts no more items and waits for those in progress.
 *
 * @throws whatever the work throws.
 * @example for await (const { size } of mapInOrder(paths, 2, path => stat(path))) total += size
 */
export async function* mapInOrder<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T, index: number) => Promise<R>,
): AsyncGenerator<R> {
  const queue = items.entries()
  const results = new Set<Promise<R>>()
  let isOver = false
  const stop = () => {
    isOver = true
  }
  const startNext = () => {
    const next = queue.next()
    if (isOver || next.done === true) return
    const [index, item] = next.value
    const result = work(item, index)
    results.add(result)
    result.then(startNext, stop)
  }
  try {
    for (let i = 0; i < width; i += 1) startNext()
    for (const result of results) {
      yield await result
      // There may be thousands of large results.
      results.delete(result)
    }
  } finally {
    stop()
    await Promise.allSettled(results)
  }
}
