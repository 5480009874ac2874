import type { Command } from 'commander'
import type { Answer } from '../answer.ts'
import { addRequestFlags } from '../request/request-flags.ts'

/** Adds `ensure`, which makes what is missing, and refuses what it would have to remove or overwrite. */
export function addEnsure(program: Command, answer: Answer): void {
  const verb = program
    .command('ensure')
    .summary('Make the missing links and directories, and never remove or overwrite anything.')
    .description(
      'Makes the missing homes, shared targets and links. It never removes or overwrites anything: it lists each obstacle with the commands that put it right.',
    )
    .option('--dry-run', 'Change nothing, and list what would be made.')
    .addHelpText('after', HELP)
  addRequestFlags(verb).action(async () => {
    const { ensure } = await import('../request/run-ensure.ts')
    answer(await ensure(verb))
  })
}

const HELP = `
Examples:
  $ vitest-shared-links ensure --home ~/.claude-compte1 --home ~/.claude-compte2 --shared-root ~
  $ vitest-shared-links ensure --dry-run --home /srv/a --link projects=/srv/projects

Exit code: 0 all is right now (or would be, with --dry-run), 1 something is in the way, 2 no answer.`
