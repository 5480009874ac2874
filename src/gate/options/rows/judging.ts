import { effortFor } from '../../../experiments/effort.ts'
import { LEVELS } from '../../../laws/law.ts'
import { DEFAULT_SEED } from '../../judge-options.ts'
import { allowed } from '../kinds/allowed.ts'
import { choice, whole } from '../kinds/basic.ts'
import { orNull } from '../kinds/kind.ts'
import { laws, waivers } from '../kinds/laws.ts'
import { ownPaths } from '../kinds/paths.ts'
import { option } from '../option.ts'

/** The options that say by which laws a subject is judged, and in which worlds. */
export const JUDGING_OPTIONS = {
  level: option({
    key: 'level',
    flag: '--level <LEVEL>',
    variable: 'VITEST_SHARED_LINKS_LEVEL',
    kind: choice(LEVELS),
    default: { command: 'safe', builtIn: 'complete' },
    replay: 'run',
    help: 'The level up to which a broken law fails the run.',
  }),
  numRuns: option({
    key: 'runs',
    flag: '--runs <N>',
    variable: 'VITEST_SHARED_LINKS_RUNS',
    kind: orNull(whole({ min: 0, max: 100_000 })),
    default: {
      command: effortFor({ kind: 'command' }).furtherWorlds,
      builtIn: effortFor({ kind: 'script' }).furtherWorlds,
    },
    replay: 'run',
    help: 'How many worlds to try after every small state: two thirds are bred from those in which the command does something new, and the rest are random.',
  }),
  seed: option({
    key: 'seed',
    flag: '--seed <S>',
    variable: 'VITEST_SHARED_LINKS_SEED',
    kind: whole({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    default: { always: DEFAULT_SEED },
    replay: 'always',
    help: 'The seed of the random worlds. The same seed gives the same worlds and verdicts.',
  }),
  laws: option({
    key: 'laws',
    flag: '--law <ID>',
    kind: laws,
    default: { always: [] },
    replay: 'run',
    help: 'The only laws to judge. The level of each still decides whether it fails the run.',
  }),
  waivers: option({
    key: 'waive',
    flag: '--waive <ID=REASON>',
    kind: waivers,
    default: { always: new Map() },
    help: 'Laws that are not required, each with the reason. ID:KIND waives one kind of loss: destroyed, orphaned or moved. The law still asks for the rest.',
  }),
  allow: option({
    key: 'allow',
    flag: '--allow <GLOB>',
    kind: allowed,
    default: { always: new Map() },
    help: "Files that the command may write as it likes, as globs relative to the world's root.",
  }),
  machines: option({
    key: 'machines',
    flag: '--machine <FILE>',
    kind: ownPaths,
    default: { always: [] },
    replay: 'run',
    help: 'Captured machines to try first, as files that capture has written, or globs of them.',
  }),
}
