/** Groups consecutive items with the same key. */
export function stretchesOf<T>(items: readonly T[], keyOf: (item: T) => number | string | null): T[][] {
  const stretches: T[][] = []
  let lastKey: number | string | null | undefined
  for (const item of items) {
    const key = keyOf(item)
    if (key === lastKey) stretches.at(-1)?.push(item)
    else stretches.push([item])
    lastKey = key
  }
  return stretches
}
