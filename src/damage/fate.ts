/** What became of an entry that stood there before. */
export type Fate =
  /** The same entry, unchanged; a directory may have gained entries. */
  | 'kept'
  /** A file whose old bytes are a prefix of its new ones. */
  | 'appended'
  /** Removed and made again, alike in content; mode and owner may differ. */
  | 'recreated'
  /** Mode, owner or a file's modification time changed; content and identity did not. */
  | 'altered'
  /** Not at its path any more; with its content at a path that is new. */
  | 'moved'
  /** Not at its path any more; an entry of its name with its content stands where one stood before. */
  | 'merged'
  /** Lost: a file's bytes are nowhere. */
  | 'destroyed'
  /** Lost: a link was retargeted or removed, and files that were read through it cannot be read there. */
  | 'orphaned'
  /** Lost: an empty directory, a link that led to no file, a FIFO or a socket is gone. */
  | 'trivial'

/** The comparison of a tree with itself at an earlier moment. */
export interface Comparison {
  /** By path, for each entry that stood there before. */
  readonly fates: ReadonlyMap<string, Fate>
  /** The paths of entries that stand where nothing stood. */
  readonly added: readonly string[]
  /** For an orphaned link, a file that could be read through it, relative to the root. */
  readonly orphans: ReadonlyMap<string, string>
}
