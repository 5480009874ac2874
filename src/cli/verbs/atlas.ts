import type { Command } from 'commander'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import type { Answer } from '../answer.ts'
import type { AtlasFlags } from '../atlas/flags.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Adds `atlas`, which draws what a command does in every small state. Its flags are loaded as those of `gate` are.
 *
 * @param args the command line without what follows `--`.
 * @param subject the words after `--`; null if there is no `--`.
 */
export async function addAtlas(
  program: Command,
  args: readonly string[],
  subject: readonly string[] | null,
  answer: Answer,
): Promise<void> {
  const verb = program
    .command('atlas')
    .summary('Draw what a command does in every small state of a home, a link and its target.')
    .description(
      'Runs a command once in every small state of the first home and the first link, and draws what became of it: data that was lost, a success that was none, entries that were moved, links that are right.',
    )
    .usage('[options] [-- COMMAND ...]')
    // Accepted only so that a forgotten `--` gets a message of its own.
    .argument('[words...]')
    .passThroughOptions()
    .addHelpText('after', HELP)
  // `atlas ...`, or `help atlas`
  if (!args.slice(0, 2).includes('atlas')) return
  const [{ addAtlasFlags }, { givenOptions }] = await Promise.all([
    import('../atlas/flags.ts'),
    import('../gate/flags.ts'),
  ])
  addAtlasFlags(verb)
  verb.action(async (words: readonly string[]) => {
    if (words.length > 0)
      throw new UsageError([
        `the command goes after "--": vitest-shared-links atlas -- ${words.map(bashWord).join(' ')}`,
      ])
    const { atlasSubjects } = await import('../atlas/atlas-subjects.ts')
    const subjects = await atlasSubjects(subject, givenOptions(verb))
    const { runAtlas } = await import('../atlas/run-atlas.ts')
    await runAtlas(subjects, verb.opts<AtlasFlags>())
    answer(0)
  })
}

const HELP = `
Examples:
  $ vitest-shared-links atlas -- ./link-homes.sh
  $ vitest-shared-links atlas --home .claude --link projects=.shared/projects -- bash install.sh
  $ vitest-shared-links atlas --self --json > atlas.json
  $ vitest-shared-links atlas --html atlas.html -- ./link-homes.sh
  $ vitest-shared-links atlas --svg atlas.svg -- ./link-homes.sh
  $ vitest-shared-links atlas --compare before.json -- ./link-homes.sh
  $ vitest-shared-links atlas --subject old='sh old.sh' --subject new='sh new.sh' --self

Each state is that of one home, one link and one target: the first --home and the first --link. All other homes, links
and targets are absent. The command is run once in each, in the sandbox of the gate, without trouble.

Exit code: 0 the atlas is drawn, 2 it is not: wrong usage, no command, no sandbox, or a command that fails in an empty
world.`
