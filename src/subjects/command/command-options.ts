import type { Sandbox } from '../sandbox/sandbox.ts'

/** How a command is run, and what it may do. */
export interface CommandOptions {
  /** What keeps it in its world. Default: `auto`, the first of bwrap and unshare that works here. */
  readonly sandbox?: 'auto' | Sandbox
  /** Whether it may reach the network from its sandbox. Default: false. */
  readonly network?: boolean
  /** An absolute path at which the world is to appear; it needs a sandbox. Default: null, where the world is. */
  readonly mount?: string | null
  /** For one run, in seconds. Default: 10. */
  readonly timeoutSeconds?: number
  /** Names of programs that do nothing and succeed, first on its path. Default: none. */
  readonly stub?: readonly string[]
  /** Whether it links the homes it is asked for, or has its own written into it. Default: found out by asking it. */
  readonly acceptsRequest?: boolean
  /** How many runs may be under way at once. Default: 1. */
  readonly parallel?: number
}
