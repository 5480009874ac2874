/** The parts of the host that a sandboxed command may write, or must be able to see. */
export interface Confinement {
  /** The world's root on disk; writable. */
  readonly root: string
  /** The path at which the command sees the root. */
  readonly seenAs: string
  /** The directory for temporary files; writable. */
  readonly temp: string
  /** Paths to keep readable although they lie in a hidden place, such as a real home. */
  readonly visible: readonly string[]
  /** Whether the network can be reached. */
  readonly network: boolean
  /** The command's environment, for a sandbox (`sudo`) that does not pass its own on. */
  readonly env: Readonly<Record<string, string>>
}
