import type { Command } from 'commander'
import type { Answer } from './answer.ts'
import type { EnsureFlags } from './request/ensure-flags.ts'
import { addRequestFlags } from './request/request-flags.ts'

/** Adds `ensure`: it makes what is missing, and refuses what it would have to remove or overwrite. */
export function addEnsure(program: Command, answer: Answer): void {
  const verb = program
    .command('ensure')
    .summary('make the links and directories that are missing; never remove or overwrite')
    .description(
      'Makes the homes, shared targets and links that are missing. It never removes or overwrites: what stands in the way is listed with the commands that put it right.',
    )
    .option('--dry-run', 'change nothing, and say what would be made')
    .addHelpText('after', HELP)
  addRequestFlags(verb).action(async (flags: EnsureFlags) => {
    const { ensure } = await import('./request/run-ensure.ts')
    answer(await ensure(flags, verb.getOptionValueSource('sharedRoot') === 'env'))
  })
}

const HELP = `
Examples:
  $ vitest-shared-links ensure --home ~/.claude-compte1 --home ~/.claude-compte2 --shared-root ~
  $ vitest-shared-links ensure --dry-run --home /srv/a --link projects=/srv/projects

Exit code: 0 all is right now (or would be), 1 something is in the way, 2 there is no answer.`
