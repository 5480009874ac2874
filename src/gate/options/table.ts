import { DEFAULT_DEPLOYMENT } from '../../../fixtures/deployment.ts'
import { effortFor } from '../../experiments/effort.ts'
import { LEVELS } from '../../laws/law.ts'
import { DEFAULT_SEED } from '../judge-options.ts'
import { choice, onOff, seconds, whole, words } from './kinds/basic.ts'
import { commandLine } from './kinds/command-line.ts'
import { orNull } from './kinds/kind.ts'
import { laws, waivers } from './kinds/laws.ts'
import { fileLinks, homes, links } from './kinds/links.ts'
import { globs, mountPoint, ownPath } from './kinds/paths.ts'
import { programs } from './kinds/programs.ts'
import { reporters } from './kinds/reporters.ts'
import { shard } from './kinds/shard.ts'
import { variables } from './kinds/variables.ts'
import { type AnyOption, type Option, option } from './option.ts'

/**
 * Every option of the gate, by its name in `GateOptions`. The flags, the environment variables, the config's schema,
 * the help, the command line of a replay and `GateOptions` all come from this table, in its order.
 */
export const OPTIONS = {
  command: option({
    key: 'command',
    flag: null,
    kind: orNull(words),
    default: { always: null },
    replay: 'never',
    help: 'The command to judge and its arguments.',
  }),
  self: option({
    key: null,
    flag: '--self',
    kind: onOff,
    default: { always: false },
    help: 'Judge the built-in reconciler in place of a command.',
  }),
  homes: option({
    key: 'homes',
    flag: '--home <REL>',
    kind: homes,
    default: { always: DEFAULT_DEPLOYMENT.homes },
    help: "Account homes, as paths in the world's root. A dot is the root itself.",
  }),
  links: option({
    key: 'links',
    flag: '--link <NAME=REL>',
    kind: links,
    default: { always: DEFAULT_DEPLOYMENT.links },
    help: "Entries of every home and their targets, as paths in the world's root.",
  }),
  fileLinks: option({
    key: null,
    flag: '--file-link <NAME=REL>',
    kind: fileLinks,
    default: { always: [] },
    help: 'Entries of every home that are files, and their targets, which are there from the start in most worlds. Beside them, --link has no default.',
  }),
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
    kind: globs,
    default: { always: [] },
    help: "Files that the command may write as it likes, as globs relative to the world's root.",
  }),
  stub: option({
    key: 'stub',
    flag: '--stub <NAMES|NAME=FILE>',
    kind: programs,
    default: { always: [] },
    help: 'Programs to replace: those of a list such as systemctl,apt-get with ones that do nothing, or one with a copy of another, such as date=./stubs/date.sh.',
  }),
  given: option({
    key: 'given',
    flag: '--given <DIR>',
    kind: orNull(ownPath),
    default: { always: null },
    help: 'A directory whose entries are copied into every world before it is perturbed, such as the settings that the command reads.',
  }),
  setup: option({
    key: 'setup',
    flag: '--setup <COMMAND>',
    kind: orNull(commandLine),
    default: { always: null },
    help: 'A command that runs once in each world before it is perturbed, and must succeed, such as one that makes a profile.',
  }),
  again: option({
    key: 'again',
    flag: '--again <COMMAND>',
    kind: orNull(commandLine),
    default: { always: null },
    help: 'The command to run where the command has run before. Without it, that is the command itself.',
  }),
  homesExist: option({
    key: 'homesExist',
    flag: '--homes-exist',
    kind: onOff,
    default: { always: false },
    help: 'The homes are there beforehand: try no world without them.',
  }),
  env: option({
    key: 'env',
    flag: '--env <NAME=VALUE>',
    kind: variables,
    default: { always: {} },
    help: "Environment variables of the command. {root} in a value becomes the path of the world's root.",
  }),
  stdin: option({
    key: 'stdin',
    flag: '--stdin <FILE>',
    kind: orNull(ownPath),
    default: { always: null },
    help: 'The file that the command reads as its standard input, such as answers to its questions, in place of the request.',
  }),
  equality: option({
    key: 'equality',
    flag: '--equality <HOW>',
    variable: 'VITEST_SHARED_LINKS_EQUALITY',
    kind: orNull(choice(['exact', 'resolved'])),
    default: { always: null },
    help: 'Whether a link is right only if its text is the target (exact), or also if it leads there (resolved). Without it, a command may do either.',
  }),
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
  shard: option({
    key: null,
    flag: '--shard <I/N>',
    variable: 'VITEST_SHARED_LINKS_SHARD',
    kind: orNull(shard),
    default: { always: null },
    replay: 'run',
    help: 'Try only the I-th of N parts of the worlds.',
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

type Table = typeof OPTIONS

/** The name of an option in `GateOptions`. */
export type OptionName = keyof Table

/** The value of each option. */
export type OptionValues = {
  readonly [Name in OptionName]: Table[Name] extends Option<string | null, unknown, infer Value>
    ? Value
    : never
}

/** Every option with its name, in the table's order. */
// `Object.entries` widens the names to strings.
export const ROWS = Object.entries(OPTIONS) as readonly (readonly [name: OptionName, row: AnyOption])[]
