import type { Sandbox } from '../sandbox/sandbox.ts'

/**
 * How a command is run, and what it may do.
 *
 * @example
 * const options: CommandOptions = { mount: '/home/ubuntu', stub: ['systemctl'], timeoutSeconds: 30 }
 */
export interface CommandOptions {
  /** Confines the command to its world. Default: `auto`, the first of `bwrap` and `unshare` that works here. */
  readonly sandbox?: 'auto' | Sandbox
  /** Whether the command may reach the network from its sandbox. Default: false. */
  readonly network?: boolean
  /** The absolute path at which the world appears, which needs a sandbox. Default: null, wherever the world is. */
  readonly mount?: string | null
  /** How long one run may take, in seconds, before it is killed with all its processes. Default: 10. */
  readonly timeoutSeconds?: number
  /**
   * Programs to replace: `NAME` by one that does nothing and succeeds, `NAME=FILE` by a copy of a program. Default: none.
   */
  readonly stub?: readonly string[]
  /** Further environment variables; `{root}` in a value becomes the path of the world's root. Default: none. */
  readonly env?: Readonly<Record<string, string>>
  /** The path of a file for its standard input, such as answers to its questions. Default: null, the request. */
  readonly stdin?: string | null
  /**
   * A program and its arguments, which runs once in each world before the entries that the judge puts into it, and must
   * succeed. Default: null, none.
   */
  readonly setup?: readonly string[] | null
  /** A program and its arguments, which runs where the command has run before. Default: null, the command again. */
  readonly again?: readonly string[] | null
  /**
   * Whether the command links any homes that a request names; false where its homes are hard-coded. Default: a trial
   * run finds out.
   */
  readonly acceptsRequest?: boolean
  /** How many of its runs may be in progress at once. Default: 1. */
  readonly parallel?: number
}
