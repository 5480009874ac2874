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
  const results = new Map(items.map((item, index) => [index, { item, ...deferred<R>() }]))
  let next = 0
  const worker = async () => {
    while (next < items.length) {
      const index = next
      next += 1
      const result = results.get(index)
      if (result === undefined) continue
      try {
        result.resolve(await work(result.item, index))
      } catch (error) {
        next = items.length
        result.reject(error)
      }
    }
  }
  const workers = Array.from({ length: width }, worker)
  try {
    for (const [index, { promise }] of results) {
      yield await promise
      // There may be thousands of large results.
      results.delete(index)
    }
  } finally {
    next = items.length
    await Promise.all(workers)
  }
}

function deferred<R>() {
  let resolve: (result: R) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<R>((onResult, onError) => {
    resolve = onResult
    reject = onError
  })
  // A rejection that is never awaited would end the process.
  promise.catch(() => {})
  return { promise, resolve, reject }
}
