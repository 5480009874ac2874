import { Command } from 'commander'
import { readPackageFile } from '../../fixtures/disk/package-file.ts'
import type { Answer } from './answer.ts'

/**
 * Builds the command line. It throws a `CommanderError` where commander would end the process.
 *
 * @param args the command line without what follows `--`.
 * @param subject the words after `--`; null if there is no `--`.
 */
export async function program(
  args: readonly string[],
  subject: readonly string[] | null,
  answer: Answer,
): Promise<Command> {
  const whole = new Command('vitest-shared-links')
    .description(
      'Proves that account homes share their state, and that whatever links them never loses data.',
    )
    .version(isVersionAsked(args) ? version() : '', '-V, --version', 'Show the version.')
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .exitOverride()
    // The caller words each error, once.
    .configureOutput({ outputError: () => {} })
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm: verb => `${verb.name()} ${verb.usage()}` })
    .addHelpText('after', HELP)
  for (const add of verbsFor(args)) await add(whole, args, subject, answer)
  return whole
}

type AddVerb = (
  whole: Command,
  args: readonly string[],
  subject: readonly string[] | null,
  answer: Answer,
) => Promise<void>

/** Each verb is loaded by itself, since `check` has to start fast. */
const VERBS: Readonly<Record<string, AddVerb>> = {
  check: async (whole, _args, _subject, answer) => (await import('./verbs/check.ts')).addCheck(whole, answer),
  ensure: async (whole, _args, _subject, answer) =>
    (await import('./verbs/ensure.ts')).addEnsure(whole, answer),
  capture: async (whole, _args, _subject, answer) =>
    (await import('./verbs/capture.ts')).addCapture(whole, answer),
  gate: async (...all) => (await import('./verbs/gate.ts')).addGate(...all),
  atlas: async (...all) => (await import('./verbs/atlas.ts')).addAtlas(...all),
  init: async (whole, _args, subject, answer) =>
    (await import('./verbs/init.ts')).addInit(whole, subject, answer),
  replay: async (whole, _args, _subject, answer) =>
    (await import('./verbs/replay.ts')).addReplay(whole, answer),
  explain: async (whole, _args, _subject, answer) =>
    (await import('./verbs/explain.ts')).addExplain(whole, answer),
}

/** Returns the verb that the command line names; all of them for a help of the whole, or for a word that is no verb. */
function verbsFor([first = '', second = '']: readonly string[]): readonly AddVerb[] {
  const word = first === 'help' ? second : first
  const named = Object.hasOwn(VERBS, word) ? VERBS[word] : undefined
  return named === undefined ? Object.values(VERBS) : [named]
}

const HELP = `
Examples:
  $ vitest-shared-links check --home ~/.claude-compte1 --home ~/.claude-compte2 --shared-root ~
  $ vitest-shared-links ensure --dry-run --home ~/.claude-compte1 --shared-root ~
  $ vitest-shared-links gate -- ./link-homes.sh
  $ vitest-shared-links atlas -- ./link-homes.sh
  $ vitest-shared-links capture --home ~/.claude-compte1 --shared-root ~ > hosts/prod-1.json
  $ vitest-shared-links init
  $ vitest-shared-links replay keeps-data
  $ vitest-shared-links explain keeps-data

Config: shared-links.config.{ts,mts,js,mjs,json} in the current directory or the nearest directory above it, or the key
"shared-links" of a package.json there. The keys homes, links, sharedRoot and equality are for check and ensure; the key
gate holds the options of the gate. A flag wins over its environment variable, and the variable over the config.

Environment: VITEST_SHARED_LINKS_<FLAG> for each flag whose help names it; NO_COLOR and FORCE_COLOR; DEBUG=1 shows the
stack of an unexpected failure.

Exit code: 0 all is right, 1 something is wrong, 2 no answer (wrong usage, wrong config, crash).
Results go to standard output, everything else to standard error.`

function isVersionAsked([first]: readonly string[]): boolean {
  return first === '-V' || first === '--version'
}

function version(): string {
  const read: unknown = JSON.parse(readPackageFile('package.json'))
  const found = typeof read === 'object' && read !== null && 'version' in read ? read.version : null
  return typeof found === 'string' ? found : 'unknown'
}
