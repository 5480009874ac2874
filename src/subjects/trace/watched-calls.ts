import type { Waits } from '../interceptor.ts'

/** Which calls of a program are intercepted. */
export interface WatchedCalls {
  /** The path at which the program sees the world's root: calls on paths inside it are intercepted. */
  readonly root: string
  /** `changes`: calls that may change something. `all`: calls that only look as well, which is slower. `none`: only sleeps. */
  readonly intercept: 'changes' | 'all' | 'none'
  /** The last program that only prepares the run, such as `bwrap`; interception begins after it. Null for none. */
  readonly after: string | null
  /** Called when the run waits for another that is in progress in the same world. Null for a run that is alone. */
  readonly waits: Waits | null
  /** The Python 3 that supervises the program, as `findTracer` finds it. */
  readonly python: string
}
