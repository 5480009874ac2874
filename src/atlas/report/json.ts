import type { NamedAtlas } from '../atlas.ts'

/**
 * Returns atlases as `atlas --json` prints them: that of the only subject, or a list of those that have names. The keys are a
 * public contract.
 */
export function atlasesJson(atlases: readonly NamedAtlas[]): unknown {
  const [first] = atlases
  if (atlases.length === 1 && first?.name === null) return atlasJson(first)
  return { version: 1, subjects: atlases.map(atlas => ({ name: atlas.name, ...atlasJson(atlas) })) }
}

/** Returns one atlas as JSON. */
export function atlasJson({ subject, cells, compared }: NamedAtlas) {
  return {
    version: 1,
    subject,
    cells: cells.map(({ home, target, link, outcome, exit }) => ({ home, target, link, outcome, exit })),
    ...(compared === undefined ? {} : { compared }),
  }
}
