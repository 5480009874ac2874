import type { Command } from 'commander'
import type { Answer } from '../answer.ts'
import { addCheckFlags } from '../request/request-flags.ts'

/** Adds `check`, which reads the homes, changes nothing, and lists every finding with its remedy. */
export function addCheck(program: Command, answer: Answer): void {
  const verb = program
    .command('check')
    .summary('Read the homes, change nothing, and list every finding with its remedy.')
    .description(
      'Reads the homes, changes nothing, and lists every finding with the commands that put it right.',
    )
    .addHelpText('after', HELP)
  addCheckFlags(verb).action(async () => {
    const { check } = await import('../request/run-check.ts')
    answer(await check(verb))
  })
}

const HELP = `
Examples:
  $ vitest-shared-links check --home ~/.claude-compte1 --home ~/.claude-compte2 --shared-root ~
  $ vitest-shared-links check --home /srv/a --home /srv/b --link projects=/srv/projects --json
  $ vitest-shared-links check --home '/home/*/.claude-compte*' --shared-root /srv --reporter junit:homes.xml
  $ vitest-shared-links check --home /srv/a --home /srv/b --shared-root /srv --fix-script >fix.sh
  $ vitest-shared-links check --home /srv/a --home /srv/b --file-link settings.json=/srv/settings.json

Exit code: 0 all is right, 1 something is wrong, 2 no answer.`
