import { choice, onOff } from '../kinds/basic.ts'
import { commandLine } from '../kinds/command-line.ts'
import { orNull } from '../kinds/kind.ts'
import { ownPath } from '../kinds/paths.ts'
import { programs } from '../kinds/programs.ts'
import { variables } from '../kinds/variables.ts'
import { option } from '../option.ts'

/** The options that say what a command is given. */
export const GIVEN_OPTIONS = {
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
}
