import type { Command } from 'commander'
import type { Answer } from '../answer.ts'

/**
 * Adds `init`, which writes a config and a CI workflow.
 *
 * @param subject the words after `--`; null if there is no `--`.
 */
export function addInit(program: Command, subject: readonly string[] | null, answer: Answer): void {
  program
    .command('init')
    .summary('Write a config and a CI workflow for the gate.')
    .description(
      'Finds the script that links homes, runs it in an empty world in a sandbox, and writes the homes and links that it makes there to shared-links.config.json, with a GitHub workflow that runs the gate. Overwrites nothing.',
    )
    .usage('[-- COMMAND ...]')
    .addHelpText('after', HELP)
    .action(async () => {
      const { runInit } = await import('../init/run-init.ts')
      await runInit(subject)
      answer(0)
    })
}

const HELP = `
Examples:
  $ vitest-shared-links init
  $ vitest-shared-links init -- bash deploy/link-homes.sh --all

Without a command, it looks for one in the current directory and in scripts/, bin/, deploy/ and the like: scripts,
Make targets and Ansible playbooks that make symlinks.

Exit code: 0 both files are written, 2 nothing is written: no command was found, or a file is there already.`
