import { choice, onOff, seconds } from '../kinds/basic.ts'
import { duration } from '../kinds/duration.ts'
import { orNull } from '../kinds/kind.ts'
import { mountPoint } from '../kinds/paths.ts'
import { option } from '../option.ts'

/** The options that say how a command is confined, how long it and the search may run, and whether every law has to be tested. */
export const CONFINEMENT_OPTIONS = {
  mount: option({
    key: 'mount',
    flag: '--mount <DIR>',
    variable: 'VITEST_SHARED_LINKS_MOUNT',
    kind: orNull(mountPoint),
    default: { always: null },
    help: 'The absolute path at which the command sees the world.',
  }),
  sandbox: option({
    key: 'sandbox',
    flag: '--sandbox <KIND>',
    variable: 'VITEST_SHARED_LINKS_SANDBOX',
    kind: choice(['auto', 'bwrap', 'unshare', 'none']),
    default: { always: 'auto' },
    help: 'The sandbox that confines the command to its world.',
  }),
  network: option({
    key: 'network',
    flag: '--network',
    kind: onOff,
    default: { always: false },
    help: 'Let the command reach the network from its sandbox.',
  }),
  requireAll: option({
    key: 'requireAll',
    flag: '--require-all',
    kind: onOff,
    default: { always: false },
    replay: 'never',
    help: 'Exit 2 if a law could not be tested.',
  }),
  timeoutSeconds: option({
    key: 'timeout',
    flag: '--timeout <SECONDS>',
    variable: 'VITEST_SHARED_LINKS_TIMEOUT',
    // Node's timers end at 24 days, and then fire at once.
    kind: seconds({ max: 86_400 }),
    default: { always: 10 },
    help: 'The time limit for one run of the command, in seconds. Its sleeps take none.',
  }),
  budgetSeconds: option({
    key: 'budget',
    flag: '--budget <TIME>',
    variable: 'VITEST_SHARED_LINKS_BUDGET',
    kind: orNull(duration({ max: 86_400 })),
    default: { always: null },
    replay: 'never',
    help: 'The time for the search of each subject, such as 60s, 5m or 1.5h. Laws that are not finished by then are not tested.',
  }),
}
