import { describe, expect, test } from 'vitest'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { nestedProject } from '../nested-project.ts'

/** Runs a test file that holds this one call, and returns what vitest prints. */
function outputOf(subject: string, options: string): string {
  const project = nestedProject('describe-laws')
  try {
    project.write(
      'laws.test.js',
      [
        "import { command, fn } from 'vitest-shared-links/properties'",
        "import { describeLaws } from 'vitest-shared-links/properties/vitest'",
        `describeLaws('provisioning', ${subject}, ${options})`,
      ].join('\n'),
    )
    return project.vitest('reporters: ["verbose"]').output
  } finally {
    project.remove()
  }
}

describe.skipIf(lacksBwrap)('a command that describeLaws is given', () => {
  test('is confined, and what it says where it fails in an empty world is shown', () => {
    const output = outputOf("command(['sh', '-c', 'mkdir /home/not-its-own; exit 3'])", '{}')
    expect(output).toContain('GateError: The command failed with exit code 3 in an empty world')
    expect(output).toMatch(/mkdir: .*\/home\/not-its-own.*: Read-only file system/)
    expect(output).toContain('put the world there: --mount /home/ubuntu')
  })
})
