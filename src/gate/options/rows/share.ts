import { orNull } from '../kinds/kind.ts'
import { part } from '../kinds/part.ts'
import { option } from '../option.ts'

/** The options that choose some of the worlds. */
export const SHARE_OPTIONS = {
  sample: option({
    key: null,
    flag: '--sample <I/N>',
    kind: orNull(part),
    default: { always: null },
    replay: 'run',
    help: 'Try only the I-th of N samples of the worlds, and what follows from them: a quick look that finds less.',
  }),
}
