import type { Command } from 'commander'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import type { Answer } from '../answer.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Adds `gate`, which judges a command by the laws. Its flags come from the table of its options, which is loaded only
 * for a command line that names the gate: `check` has to start fast.
 *
 * @param args the command line without what follows `--`.
 * @param subject the words after `--`; null if there is no `--`.
 */
export async function addGate(
  program: Command,
  args: readonly string[],
  subject: readonly string[] | null,
  answer: Answer,
): Promise<void> {
  const verb = program
    .command('gate')
    .summary('Judge a command that links homes: does it ever lose data, or leave a link out?')
    .description(
      'Runs a command in worlds that reproduce the states of real machines, and judges by the laws what it did to them.',
    )
    .usage('[options] [-- COMMAND ...]')
    // Accepted only so that a forgotten `--` gets a message of its own.
    .argument('[words...]')
    .passThroughOptions()
    .addHelpText('after', HELP)
  // `gate ...`, or `help gate`
  if (!args.slice(0, 2).includes('gate')) return
  const { addGateFlags, givenOptions } = await import('../gate/flags.ts')
  addGateFlags(verb)
  verb.action(async (words: readonly string[]) => {
    if (words.length > 0) throw new UsageError([afterDashes(words)])
    const { gateOptions } = await import('../gate/gate-options.ts')
    const subjects = await gateOptions(subject, givenOptions(verb))
    if (subjects[0].merge.length > 0) {
      const { runMerge } = await import('../gate/run-merge.ts')
      answer(await runMerge(subjects[0]))
      return
    }
    // Loading the whole gate takes longer than refusing a wrong flag.
    const { runGate } = await import('../gate/run-gate.ts')
    answer(await runGate(subjects))
  })
}

const HELP = `
Examples:
  $ vitest-shared-links gate -- ./link-homes.sh
  $ vitest-shared-links gate --mount /home/ubuntu --stub systemctl,apt-get -- bash provision.sh --all
  $ vitest-shared-links gate --homes-exist --given profiles --stub claude=stubs/claude.sh -- ./tool link
  $ vitest-shared-links gate --level tidy --waive private='useradd makes the homes' -- ./link-homes.sh
  $ vitest-shared-links gate --law keeps-data --seed 7 --keep -- ./link-homes.sh
  $ vitest-shared-links gate --subject rollback
  $ vitest-shared-links gate --shard 1/4 --reporter json:shard-1.json -- ./link-homes.sh
  $ vitest-shared-links gate --merge shard-*.json
  $ vitest-shared-links gate --sandbox unshare --network -- ansible-playbook site.yml

The command finds the world's root in SHARED_LINKS_ROOT and HOME. It gets its request as JSON on standard
input, and in the file that SHARED_LINKS_REQUEST names. The gate replaces {root}, {request} and {homes} in its arguments.

The sandbox is bwrap, or unshare (as root, or with sudo that asks for no password). In it, the command can write only
the world and TMPDIR, and it cannot reach real homes, /run or the network. The gate never runs a command without a
sandbox unless you pass --sandbox none.

Exit code: 0 every law holds or is waived, 1 a law is broken, 2 no verdict: wrong usage, no command, no sandbox, a
command that fails in an empty world, or a run that proves nothing. Of several subjects, the worst counts.`

function afterDashes(words: readonly string[]): string {
  return `the command goes after "--": vitest-shared-links gate -- ${words.map(bashWord).join(' ')}`
}
