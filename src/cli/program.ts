import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Command } from 'commander'
import type { Answer } from './answer.ts'
import { addCheck } from './check.ts'
import { addEnsure } from './ensure.ts'
import { addGate } from './gate.ts'

/** The command line as a whole: it throws a `CommanderError` instead of ending the process. */
export function program(subject: readonly string[] | null, answer: Answer): Command {
  const whole = new Command('vitest-shared-links')
    .description('Prove that account homes share their state, and that whatever links them never loses data.')
    .version(version())
    .exitOverride()
    // Whoever runs it words the error, once.
    .configureOutput({ outputError: () => {} })
    .enablePositionalOptions()
    .configureHelp({ subcommandTerm: verb => `${verb.name()} ${verb.usage()}` })
    .addHelpText('after', HELP)
  addCheck(whole, answer)
  addEnsure(whole, answer)
  addGate(whole, subject, answer)
  return whole
}

const HELP = `
Examples:
  $ vitest-shared-links check --home ~/.claude-compte1 --home ~/.claude-compte2 --shared-root ~
  $ vitest-shared-links ensure --dry-run --home ~/.claude-compte1 --shared-root ~
  $ vitest-shared-links gate -- ./link-homes.sh

Config: shared-links.config.{ts,mts,js,mjs,json}, or the key "shared-links" of package.json, in the current
directory. Its keys are named as the flags: homes, links, sharedRoot, equality, and what is for the gate in gate.
A flag wins over its variable in the environment, and that over the config.

Environment: VITEST_SHARED_LINKS_<FLAG> where a verb's help says so; NO_COLOR, FORCE_COLOR; DEBUG=1 shows where
an unexpected failure came from.

Exit code: 0 all is right, 1 something is wrong, 2 there is no answer (usage, config, crash).
Results go to standard output, all else to standard error.`

function version(): string {
  const path = createRequire(import.meta.url).resolve('vitest-shared-links/package.json')
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const found = typeof read === 'object' && read !== null && 'version' in read ? read.version : null
  return typeof found === 'string' ? found : 'unknown'
}
