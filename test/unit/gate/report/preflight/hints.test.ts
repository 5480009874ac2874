import { describe, expect, test } from 'vitest'
import { hintOnSecondRun, hintsOn } from '../../../../../src/gate/report/preflight/hints.ts'
import { command } from '../../../../../src/subjects/command/command.ts'
import { fn } from '../../../../../src/subjects/fn.ts'

const SUBJECT = command(['./tool'])
const flagsIn = (hints: readonly string[]) => hints.map(hint => hint.match(/--[a-z][a-z-]*/gu))

describe('what a command printed tells which flags may help', () => {
  test.each<[output: string, flags: readonly string[][]]>([
    ['mkdir: cannot create directory ‘/home/ubuntu’: Read-only file system', [['--mount', '--stub']]],
    ['curl: (6) Could not resolve host: example.org', [['--network', '--stub']]],
    ['tool: line 3: claude: command not found', [['--stub', '--stub']]],
    ['tool: 3: jq: not found\nmore', [['--stub', '--stub']]],
    ['tool: line 9: CLAUDE_HOME: unbound variable', [['--env']]],
    ["KeyError: 'CLAUDE_HOME'", [['--env']]],
    ['stty: standard input: Inappropriate ioctl for device', [['--stdin']]],
    ['EOFError: EOF when reading a line', [['--stdin']]],
    ['cat: registry.json: No such file or directory', [['--given', '--setup', '--homes-exist']]],
    ['the page was not found', []],
    ['no', []],
  ])('%j', (output, flags) => {
    expect(flagsIn(hintsOn(output, SUBJECT))).toEqual(flags)
  })

  test('by name', () => {
    expect(hintsOn('x: line 1: my-tool: command not found', SUBJECT)).toEqual([
      `my-tool is not found on the PATH of the command. To put a program in its place: --stub my-tool for one that
does nothing, --stub my-tool=FILE for one that answers.`,
    ])
    expect(hintsOn('x: HOME2: parameter not set', SUBJECT)).toEqual([
      'The variable HOME2 is not set. To set it: --env HOME2=VALUE.',
    ])
  })

  test('other than those that it has', () => {
    const given = command(['./tool'], { mount: '/home/ubuntu', stdin: 'answers' })
    expect(hintsOn('/srv/x: Permission denied\nnot a tty', given)).toEqual([])
  })

  test('and none for code of this process', () => {
    const code = fn('code', () => {})
    expect([...hintsOn('No such file or directory', code), ...hintOnSecondRun(code)]).toEqual([])
  })
})

test('a command that fails in its second run may need another one there', () => {
  expect(flagsIn(hintOnSecondRun(SUBJECT))).toEqual([['--again']])
  expect(hintOnSecondRun(command(['./tool'], { again: ['./tool', 'repair'] }))).toEqual([])
})
