import { onOff, whole } from '../kinds/basic.ts'
import { orNull } from '../kinds/kind.ts'
import { reporters } from '../kinds/reporters.ts'
import { option } from '../option.ts'

/** The options of one run and its reports. No config can set them. */
export const RUN_OPTIONS = {
  workers: option({
    key: null,
    flag: '--workers <N>',
    variable: 'VITEST_SHARED_LINKS_WORKERS',
    kind: orNull(whole({ min: 1, max: 64 })),
    default: { always: null },
    replay: 'never',
    help: 'How many worlds to try at a time; the result is the same. Default: as many as there are processors.',
  }),
  bail: option({
    key: null,
    flag: '--bail',
    kind: onOff,
    default: { always: false },
    replay: 'run',
    help: 'End at the first violation that fails the run. The other laws are then not tested.',
  }),
  save: option({
    key: null,
    flag: '--no-save',
    kind: onOff,
    default: { always: true },
    replay: 'never',
    help: 'Neither read nor write shared-links.regressions.json, which keeps the worlds that broke a law. Where CI is set, it is never written.',
  }),
  keep: option({
    key: null,
    flag: '--keep',
    kind: onOff,
    default: { always: false },
    replay: 'never',
    help: 'Leave the worlds that broke a law on disk.',
  }),
  stats: option({
    key: null,
    flag: '--stats',
    kind: onOff,
    default: { always: false },
    replay: 'never',
    help: 'Show how often the run reached each state, verdict and trouble.',
  }),
  quiet: option({
    key: null,
    flag: '--quiet',
    kind: onOff,
    default: { always: false },
    replay: 'never',
    help: 'Show neither progress nor violations before the report.',
  }),
  reporters: option({
    key: null,
    flag: '--reporter <FORMAT>',
    kind: reporters,
    default: { always: [] },
    replay: 'never',
    help: 'Report as text, json, junit, github, sarif or html, on standard output, or with FORMAT:FILE in a file. The text goes to standard output if no other report does. In GitHub Actions, github comes without asking.',
  }),
  json: option({
    key: null,
    flag: '--json',
    kind: onOff,
    default: { always: false },
    replay: 'never',
    help: 'The same as --reporter json.',
  }),
}
