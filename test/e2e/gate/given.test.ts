import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { tempDir } from '../../../fixtures/temp.ts'
import { failingLaws, judgeScript, lawIn, refusalOf } from '../../judging/gate.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'

/** Links `a/projects` to `shared`, and refuses whatever else is there. */
const LINKS = `umask 077; mkdir -p a shared && { [ "$(readlink a/projects)" = "$PWD/shared" ] || ln -sT "$PWD/shared" a/projects; }`
/** The same, but it removes what is there. */
const FORCES = 'umask 077; mkdir -p a shared && rm -rf a/projects && ln -sT "$PWD/shared" a/projects'

const FEW = { shard: { index: 1, count: 40 }, laws: ['keeps-data', 'succeeds-when-clear'] } as const

describe.skipIf(lacksBwrap)('the gate gives a command', () => {
  test('its variables and its standard input, in the reproduction script too', async () => {
    await using temp = await tempDir()
    const stdin = `${temp.path}/answers.txt`
    writeFileSync(stdin, 'yes\n')
    const needs = '[ "$TOOL_HOME" = "$PWD/a" ] && read -r answer && [ "$answer" = yes ] || exit 9;'
    const given = { ...FEW, env: { TOOL_HOME: '{root}/a' }, stdin }
    expect(failingLaws(await judgeScript(needs + LINKS, given))).toEqual([])
    const { script } = lawIn(await judgeScript(needs + FORCES, given), 'keeps-data').counterexample ?? {}
    expect(script).toContain('TOOL_HOME="$box"/root/a')
    expect(script).toContain(`<${stdin})`)
  })

  test('nothing that is not there', async () => {
    expect(await refusalOf({ command: ['true'], stdin: '/nowhere/answers' })).toBe(
      '--stdin: /nowhere/answers cannot be read (ENOENT).',
    )
    expect(await refusalOf({ command: ['true'], stdin: '/dev/null' })).toBe(
      '--stdin: /dev/null is not a file.',
    )
  })
})
