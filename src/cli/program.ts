import { Command } from 'commander'
import type { Answer } from './answer.ts'
import { addCheck } from './check.ts'
import { addEnsure } from './ensure.ts'
import { addExplain } from './explain.ts'
import { addGate } from './gate.ts'
import { readPackageFile } from './package-file.ts'

/**
 * Builds the whole command line. It throws a `CommanderError` where commander would end the process.
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
    .version(version(), '-V, --version', 'Show the version.')
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .exitOverride()
    // The caller words each error, once.
    .configureOutput({ outputError: () => {} })
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm: verb => `${verb.name()} ${verb.usage()}` })
    .addHelpText('after', HELP)
  addCheck(whole, answer)
  addEnsure(whole, answer)
  await addGate(whole, args, subject, answer)
  addExplain(whole, answer)
  return whole
}

const HELP = `
Examples:
  $ vitest-shared-links check --home ~/.claude-compte1 --home ~/.claude-compte2 --shared-root ~
  $ vitest-shared-links ensure --dry-run --home ~/.claude-compte1 --shared-root ~
  $ vitest-shared-links gate -- ./link-homes.sh
  $ vitest-shared-links explain keeps-data

Config: shared-links.config.{ts,mts,js,mjs,json} in the current directory, or the key "shared-links" of its
package.json. The keys homes, links, sharedRoot and equality are for check and ensure; the key gate holds the options
of the gate. A flag wins over its environment variable, and the variable over the config.

Environment: VITEST_SHARED_LINKS_<FLAG> for each flag whose help names it; NO_COLOR and FORCE_COLOR; DEBUG=1 shows the
stack of an unexpected failure.

Exit code: 0 all is right, 1 something is wrong, 2 no answer (wrong usage, wrong config, crash).
Results go to standard output, everything else to standard error.`

function version(): string {
  const read: unknown = JSON.parse(readPackageFile('package.json'))
  const found = typeof read === 'object' && read !== null && 'version' in read ? read.version : null
  return typeof found === 'string' ? found : 'unknown'
}
