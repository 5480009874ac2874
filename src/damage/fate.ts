/** The fate of an entry of the earlier snapshot. */
export type Fate =
  /** The same entry, unchanged; a directory may have gained entries. */
  | 'kept'
  /** A file whose old bytes are a prefix of its new ones. */
  | 'appended'
  /** Removed and made again with the same content; mode and owner may differ. */
  | 'recreated'
  /** The mode, the owner or a file's modification time changed; content and identity did not. */
  | 'altered'
  /** Not at its path any more; its content is at a new path. */
  | 'moved'
  /** Not at its path any more; an entry of its name at an old path has its content. */
  | 'merged'
  /** Lost: a file's bytes are nowhere. */
  | 'destroyed'
  /** Lost: a link was retargeted or removed, and a file that it led to cannot be read through it any more. */
  | 'orphaned'
  /** Lost: an empty directory, a link that led to no file, a FIFO or a socket is gone. */
  | 'trivial'

/** The differences between two snapshots of a tree. */
export interface Comparison {
  /** The fate of each entry of the earlier snapshot, by path. */
  readonly fates: ReadonlyMap<string, Fate>
  /** The paths of the new entries. */
  readonly added: readonly string[]
  /** For each orphaned link, by path, a file that could be read through it, relative to the root. */
  readonly orphans: ReadonlyMap<string, string>
}

/** Returns a comparison without the earlier entries at some paths. */
export function withoutPaths(comparison: Comparison, isLeftOut: (path: string) => boolean): Comparison {
  const { fates, orphans } = comparison
  return {
    ...comparison,
    fates: new Map([...fates].filter(([path]) => !isLeftOut(path))),
    orphans: new Map([...orphans].filter(([path]) => !isLeftOut(path))),
  }
}
