import type { Command } from 'commander'
import type { Answer } from '../answer.ts'
import { printResult } from '../output.ts'

/** Adds `explain`, which prints the page about a law or a finding, or the list of the laws. */
export function addExplain(program: Command, answer: Answer): void {
  program
    .command('explain')
    .summary('Explain a law or a finding: the reason, an example, and how to fix it.')
    .description(
      'Prints the page about a law or the code of a finding: what it asks, why, an example, and how to fix it. Without a name, lists the laws.',
    )
    .usage('[LAW|CODE ...]')
    .argument('[names...]')
    .addHelpText('after', HELP)
    .action(async (names: readonly string[]) => {
      const { listOfLaws, pagesOf } = await import('../explain/pages.ts')
      await printResult(names.length === 0 ? listOfLaws() : pagesOf(names))
      answer(0)
    })
}

const HELP = `
Examples:
  $ vitest-shared-links explain
  $ vitest-shared-links explain keeps-data
  $ vitest-shared-links explain blocked-link

Exit code: 0 the page was printed, 2 no law and no finding has that name.`
