import { orNull } from '../kinds/kind.ts'
import { part } from '../kinds/part.ts'
import { ownPaths } from '../kinds/paths.ts'
import { option } from '../option.ts'

/** The options that choose some of the worlds, or some runs of a search. */
export const SHARE_OPTIONS = {
  sample: option({
    key: null,
    flag: '--sample <I/N>',
    kind: orNull(part),
    default: { always: null },
    replay: 'run',
    help: 'Try only the I-th of N samples of the worlds, and what follows from them: a quick look that finds less.',
  }),
  shard: option({
    key: null,
    flag: '--shard <I/N>',
    variable: 'VITEST_SHARED_LINKS_SHARD',
    kind: orNull(part),
    default: { always: null },
    replay: 'never',
    help: 'Judge the I-th of N shares of the runs. The JSON reports of all shares, merged, are the report of one run.',
  }),
  merge: option({
    key: null,
    flag: '--merge <FILE...>',
    kind: ownPaths,
    default: { always: [] },
    replay: 'never',
    help: 'Run nothing: merge the JSON reports of all shards of one run into its report and verdict.',
  }),
}
