import type { OptionValues } from './table.ts'

/** Returns the options that end a search early, where it is that of a shard: then it lacks what the others expect of it. */
export function endingShard({
  shard,
  bail,
  budgetSeconds,
}: Pick<OptionValues, 'shard' | 'bail' | 'budgetSeconds'>): ('bail' | 'budgetSeconds')[] {
  if (shard === null) return []
  return [
    ...(bail ? (['bail'] as const) : []),
    ...(budgetSeconds === null ? [] : (['budgetSeconds'] as const)),
  ]
}

/** The problem with such an option. */
export const ENDS_SHARD = 'a shard that ends early cannot be merged with the others'
