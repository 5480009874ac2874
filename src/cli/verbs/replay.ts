import type { Command } from 'commander'
import type { Answer } from '../answer.ts'

interface ReplayFlags {
  readonly json?: boolean
  readonly keep?: boolean
  readonly subject?: string
}

/** Adds `replay`, which runs remembered violations again, and nothing else. */
export function addReplay(program: Command, answer: Answer): void {
  const verb = program
    .command('replay')
    .summary('Run a remembered violation again, in its one world.')
    .description(
      'Runs the violations in shared-links.regressions.json again, and nothing else: each in its one world, under its trouble, with the command and the options of the gate that found it. With the id of a law, only those of that law.',
    )
    .usage('[options] [LAW]')
    .argument('[law]')
    .option('--json', 'Print the outcome as JSON.')
    .option('--keep', 'Leave the worlds that break a law on disk.')
    .option('--subject <NAME>', 'Run only the violations by this subject of the config.')
    .addHelpText('after', HELP)
    .action(async (law: string | undefined) => {
      const { runReplay } = await import('../gate/run-replay.ts')
      const { json = false, keep = false, subject = null } = verb.opts<ReplayFlags>()
      answer(await runReplay({ law: law ?? null, subject }, { keep, json }))
    })
}

const HELP = `
Examples:
  $ vitest-shared-links replay
  $ vitest-shared-links replay keeps-data --keep
  $ vitest-shared-links replay --json

Exit code: 0 every law holds there now, 1 a law is still broken, 2 no verdict: nothing is remembered, or it cannot be run
again.`
