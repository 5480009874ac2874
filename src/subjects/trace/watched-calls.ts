/** What is to be seen of a program. */
export interface WatchedCalls {
  /** The world's root, as the program sees it: what it does on paths in it is seen. */
  readonly root: string
  /** The calls that may change something, or those that only look as well, which cost more. */
  readonly intercept: 'changes' | 'all'
  /** The last program that only prepares its run, such as `bwrap`: calls are seen from what that starts. */
  readonly after: string | null
}
