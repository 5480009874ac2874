import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { shellWord } from '../../../fixtures/text/shell-words.ts'
import type { Finding } from '../../reconciler/finding.ts'
import { remedyIn } from '../../reconciler/remedy/remedy.ts'
import { unchanged } from '../../reconciler/remedy/unchanged.ts'
import { messageOf } from '../../reconciler/wording.ts'
import { withoutCommands } from '../reports/workflow-commands.ts'
import type { Inspected } from './findings-text.ts'

/**
 * Formats the findings as one script for POSIX sh that does what their remedies say. It does nothing at all if an entry is no
 * longer as it was found, and has the remedies that leave something to decide as comments.
 */
export function findingsScript({ homes, required, findings }: Inspected): string {
  const size = `${counted(homes.length, 'home')}, ${counted(homes.length * required.length, 'link')}`
  if (findings.length === 0) return `#!/bin/sh\n# Nothing is wrong: ${size}.\n`
  const remedies = findings.map(finding => ({ finding, ...remedyIn(finding, word) }))
  const run = remedies.filter(({ isByHand }) => !isByHand)
  const left = findings.length - run.length
  return [
    '#!/bin/sh',
    `# For ${counted(findings.length, 'finding')} in ${size}. Read it, stop the agents, and run it as the owner of the homes.`,
    HEADER,
    ...run.map(({ finding }) => precondition(finding)),
    '[ "$changed" = 0 ] || { echo "Nothing was done. Run check again, and take its new script." >&2; exit 1; }',
    ...remedies.map(({ finding, commands, isByHand }, i) =>
      [
        '',
        `# ${i + 1}. ${finding.code}: ${withoutCommands(messageOf(finding))}`,
        ...(isByHand
          ? ['# Decide yourself:', ...commands.split('\n').map(line => `#   ${line}`)]
          : [`(\n${commands}\n) || failed=$((failed + 1))`]),
      ].join('\n'),
    ),
    '',
    ...(left === 0 ? [] : [`echo ${word(`${counted(left, 'finding')} left for you to decide.`)} >&2`]),
    'echo "Run check again: it may find more below what was in the way." >&2',
    '[ "$failed" = 0 ] || { echo "Stopped at $failed of the findings. Nothing was lost." >&2; exit 1; }',
    '',
  ].join('\n')
}

const HEADER = `# It removes and overwrites nothing: it moves what is in the way into a new directory beside it.
set -u
failed=0 changed=0
has_changed() { changed=1; printf 'no longer as it was found: %s\\n' "$1" >&2; }
ls -d --quoting-style=shell-escape / >/dev/null 2>&1 || { echo "This needs GNU coreutils." >&2; exit 1; }
`

function precondition({ path, there }: Finding): string {
  return `path=${word(path)}\n{ ${unchanged(there, word)}; } || has_changed ${word(printable(path))}`
}

/** Returns a text as one word of sh that no log takes for a command of GitHub Actions. */
function word(text: string): string {
  return shellWord(text).replaceAll('##[', "##''[")
}
