import type { Command } from 'commander'
import type { Answer } from '../answer.ts'
import { addPlaceFlags } from '../request/request-flags.ts'

/** Adds `capture`, which records the state of real homes for the gate. */
export function addCapture(program: Command, answer: Answer): void {
  const verb = program
    .command('capture')
    .summary('Record what stands in real homes and targets, for the gate to try.')
    .description(
      'Reads the homes and targets, changes nothing, and prints what stands there as JSON: types, links, modes and sizes. It reads no content, and records no names but those of the links.',
    )
    .addHelpText('after', HELP)
  addPlaceFlags(verb).action(async () => {
    const { runCapture } = await import('../capture/run-capture.ts')
    answer(await runCapture(verb))
  })
}

const HELP = `
Examples:
  $ vitest-shared-links capture --home ~/.claude-compte1 --home ~/.claude-compte2 --shared-root ~ > hosts/prod-1.json
  $ vitest-shared-links gate --machine hosts/prod-1.json -- ./link-homes.sh

Exit code: 0 it is recorded, 2 it is not.`
