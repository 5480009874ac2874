import { type Command, Option } from 'commander'
import { bashWord } from '../../fixtures/text/shell-words.ts'
import type { Answer } from './answer.ts'
import { gathered, integer, link, RUNS, SEED, seconds, shard, text, waiver } from './flag-values.ts'
import type { GateFlags } from './gate/gate-options.ts'
import { equalityOption } from './request/request-flags.ts'
import { UsageError } from './usage-error.ts'

/**
 * Adds `gate`: it judges a command by the laws.
 *
 * @param subject the words after `--`; null where there is no `--`.
 */
export function addGate(program: Command, subject: readonly string[] | null, answer: Answer): void {
  program
    .command('gate')
    .summary('judge a command that links homes by the laws: does it ever lose data, or leave a link out?')
    .description(
      'Runs a command in worlds in every state that real machines are in, and judges what it did to them. Without a command, judges the built-in reconciler.',
    )
    .usage('[options] [-- COMMAND ...]')
    // Its only use is to tell who forgot the `--`.
    .argument('[words...]')
    .passThroughOptions()
    .option('--home <REL>', "a home in the world's root; may be repeated", gathered(text))
    .option(
      '--link <NAME=REL>',
      "an entry of each home and its target in the world's root; may be repeated",
      gathered(link),
    )
    .addOption(
      of(
        '--level <LEVEL>',
        'which laws fail the run: safe, tidy (more) or complete (all); default safe',
      ).choices(['safe', 'tidy', 'complete']),
    )
    .addOption(
      of(
        '--runs <N>',
        'how many random worlds, besides every small state; default 80 for a command, 1100 without',
      ).argParser(integer(RUNS)),
    )
    .addOption(
      of('--seed <S>', 'of the random worlds; the same seed gives the same').argParser(integer(SEED)),
    )
    .option(
      '--law <ID>',
      'judge this law only (its level still says whether it fails the run); may be repeated',
      gathered(text),
    )
    .option('--waive <ID=REASON>', 'do not ask for this law, and say why; may be repeated', gathered(waiver))
    .option(
      '--allow <GLOB>',
      "what the command may write besides, in the world's root; may be repeated",
      gathered(text),
    )
    .option(
      '--stub <NAMES>',
      'programs that are to do nothing, such as systemctl,apt-get; may be repeated',
      gathered(text),
    )
    .addOption(
      equalityOption('a link is right if its text is the target, or if it leads there; default either'),
    )
    .addOption(of('--mount <DIR>', 'the absolute path at which the world is to appear'))
    .addOption(
      of('--sandbox <KIND>', 'what keeps the command in its world; default auto').choices([
        'auto',
        'bwrap',
        'unshare',
        'none',
      ]),
    )
    .option('--network', 'let the command reach the network from its sandbox')
    .option('--require-all', 'end with 2 when a law could not be tested')
    .addOption(of('--timeout <SECONDS>', 'for one run of the command; default 10').argParser(seconds))
    .addOption(of('--shard <I/N>', 'try the I-th of N parts of the worlds').argParser(shard))
    .option(
      '--no-save',
      'do not read or write shared-links.regressions.json, the worlds that broke a law before',
    )
    .option('--keep', 'leave the worlds that broke a law on disk')
    .option('--stats', 'show which states, verdicts and troubles the run came to, and how often')
    .option('--json', 'print JSON')
    .addHelpText('after', HELP)
    .action(async (words: readonly string[], flags: GateFlags) => {
      if (words.length > 0) throw new UsageError([afterDashes(words)])
      if (subject?.length === 0)
        throw new UsageError(['no command follows "--": vitest-shared-links gate -- ./link-homes.sh'])
      const { runGate } = await import('./gate/run-gate.ts')
      answer(await runGate(subject, flags))
    })
}

const HELP = `
Examples:
  $ vitest-shared-links gate -- ./link-homes.sh
  $ vitest-shared-links gate --mount /home/ubuntu --stub systemctl,apt-get -- bash provision.sh --all
  $ vitest-shared-links gate --level tidy --waive private='homes are made by useradd' -- ./link-homes.sh
  $ vitest-shared-links gate --law keeps-data --seed 7 --keep -- ./link-homes.sh
  $ vitest-shared-links gate --sandbox unshare --network -- ansible-playbook built.yml

The command finds the world at SHARED_LINKS_ROOT (and in HOME), and what it is asked for as JSON in the file
SHARED_LINKS_REQUEST and on standard input; {root}, {request} and {homes} are replaced in its arguments.

It runs in a sandbox: bwrap, or unshare (as root, or by sudo without a password). Only the world and TMPDIR can be
written there, real homes and the network are out of reach, and so is what lies in /run. --sandbox none has to be said.

Exit code: 0 the laws hold or are waived, 1 one is broken, 2 there is no answer: wrong usage, the command fails in
an empty world, nothing was tried, there is no sandbox.`

/** A flag that may be said by the environment, too. */
function of(flags: string, description: string): Option {
  const option = new Option(flags, description)
  return option.env(`VITEST_SHARED_LINKS_${option.name().toUpperCase().replaceAll('-', '_')}`)
}

function afterDashes(words: readonly string[]): string {
  return `the command goes after "--": vitest-shared-links gate -- ${words.map(bashWord).join(' ')}`
}
