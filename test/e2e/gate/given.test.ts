import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { dir, file, linkTo, socket, world } from '../../../fixtures/index.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { failingLaws, judgeScript, lawIn, refusalOf } from '../../judging/gate.ts'
import { allowing } from '../../judging/waivers.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'

/** Links `a/projects` to `shared`, and refuses whatever else is there. */
const LINKS = `umask 077; mkdir -p a shared && { [ "$(readlink a/projects)" = "$PWD/shared" ] || ln -sT "$PWD/shared" a/projects; }`
/** The same, but it removes what is there. */
const FORCES = 'umask 077; mkdir -p a shared && rm -rf a/projects && ln -sT "$PWD/shared" a/projects'

const FEW = { sample: { index: 1, count: 40 }, laws: ['keeps-data', 'succeeds-when-clear'] } as const

describe.skipIf(lacksBwrap)('the gate gives a command', { timeout: 600_000 }, () => {
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

  test('a tree, with modes, links and odd names, in the reproduction script and the fixture code too', async () => {
    await using w = await world(
      {
        'tool.json': file('{}', { mode: 0o600 }),
        link: linkTo('tool.json'),
        '\udcff': file('odd'),
        a: dir({ 'settings.json': file('{}') }, { mode: 0o700 }),
      },
      { homes: ['a'] },
    )
    const needs =
      '[ "$(stat -c %a tool.json)" = 600 ] && [ -L link ] && [ -f "$(printf "\\377")" ] && [ -f a/settings.json ] || exit 9;'
    const given = { ...FEW, given: w.root }
    expect(failingLaws(await judgeScript(needs + LINKS, given))).toEqual([])
    const report = await judgeScript(needs + FORCES, given)
    const found = lawIn(report, 'keeps-data').counterexample
    expect(found?.fixture).toContain("'tool.json': file('{}', { mode: 0o600 })")
    expect(exitOf(found?.script)).toBe(0)
  })

  test('a large tree, which a report only names', async () => {
    const many = Object.fromEntries(
      [...Array(60).keys()].map(i => [`profile-${i}`, dir({ p: file(`${i}`) })]),
    )
    await using w = await world({ many: dir(many) })
    const report = await judgeScript(`[ -f many/profile-59/p ] || exit 9; ${FORCES}`, {
      ...FEW,
      given: w.root,
    })
    const found = lawIn(report, 'keeps-data').counterexample
    expect(found?.unlisted).toBe(121)
    expect(found?.fixture).toContain(`// on top of the entries of ${w.root} (--given)\n`)
    expect(JSON.stringify(found).length).toBeLessThan(12_000)
    expect(exitOf(found?.script)).toBe(0)
  })

  test('what another command has made before, and another command afterwards', async () => {
    const setup = ['sh', '-c', 'mkdir -p .tool && echo "$HOME" >.tool/root']
    const add = `[ "$(cat .tool/root)" = "$PWD" ] || exit 9; [ ! -e .tool/added ] || { echo exists; exit 8; }; ${LINKS} && touch .tool/added`
    const judged = {
      ...FEW,
      laws: ['succeeds-when-clear', 'idempotent', 'crash-safe'] as const,
      setup,
      allow: allowing('.tool/**'),
    }
    expect(await refusalOf({ ...judged, command: ['sh', '-c', add] })).toContain('in its second run')
    const again = ['sh', '-c', `[ -e .tool/root ] || exit 9; ${LINKS}`]
    expect(failingLaws(await judgeScript(add, { ...judged, again }))).toEqual([])
    const forces = `[ "$(cat .tool/root)" = "$PWD" ] || exit 9; ${FORCES}`
    const found = lawIn(await judgeScript(forces, { ...FEW, setup }), 'keeps-data').counterexample
    expect(found?.fixture).toContain('// put there after this has run: sh -c ')
    expect(exitOf(found?.script)).toBe(0)
  })

  test('programs that answer, in the reproduction script too', async () => {
    await using w = await world({
      claude: file('#!/bin/sh\n[ "$*" = "auth status --json" ] && echo \'{"loggedIn":true}\'\n'),
      text: file('echo'),
    })
    const needs = 'claude auth status --json | grep -q true && systemctl restart agent || exit 9;'
    const given = { ...FEW, stub: ['systemctl', `claude=${w.path('claude')}`] }
    expect(failingLaws(await judgeScript(needs + LINKS, given))).toEqual([])
    const found = lawIn(await judgeScript(needs + FORCES, given), 'keeps-data').counterexample
    expect(exitOf(found?.script)).toBe(0)
    expect(await refusalOf({ command: ['true'], stub: [`claude=${w.path('text')}`] })).toBe(
      `--stub: ${w.path('text')} is not a program: a script begins with "#!".`,
    )
  })

  test('homes that exist', async () => {
    const finds = `umask 077; mkdir -p shared; for home in a; do [ -d "$home" ] || continue; ${LINKS} || exit 1; done`
    const laws = ['tells-the-truth'] as const
    const without = await judgeScript(finds, { ...FEW, laws })
    expect(failingLaws(without)).toEqual(['tells-the-truth'])
    const homesExist = await judgeScript(finds, { ...FEW, laws, homesExist: true })
    expect(failingLaws(homesExist)).toEqual([])
    expect(without.reached.homes['absent']).toBeGreaterThan(0)
    expect(homesExist.reached.homes['absent']).toBe(0)
  })

  test('nothing when the command that sets up fails', async () => {
    const setup = ['sh', '-c', 'echo no registry >&2; exit 3']
    expect(await refusalOf({ command: ['true'], setup })).toBe(
      'The command of --setup failed with exit code 3. Its output:\n\nno registry',
    )
  })

  test('nothing that cannot be copied', async () => {
    await using w = await world({ a: dir({ s: socket() }) })
    expect(await refusalOf({ command: ['true'], given: w.root })).toBe(
      `--given: ${w.root} cannot be copied into a world:\n  a/s is a socket`,
    )
    expect(await refusalOf({ command: ['true'], given: '/nowhere' })).toBe(
      '--given: /nowhere cannot be read (ENOENT).',
    )
    expect(await refusalOf({ command: ['true'], given: '/dev/null' })).toBe(
      '--given: /dev/null is not a directory.',
    )
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

/** Returns the exit code of the command in a reproduction script. */
function exitOf(script: string | null | undefined): number {
  // The sandbox of the script hides what else is in /dev/shm, where `tempDir` is.
  const temp = mkdtempSync(`${tmpdir()}/vsl-script-`)
  const env = { PATH: process.env['PATH'] ?? '', TMPDIR: temp }
  const { stdout, stderr } = spawnSync('sh', ['-c', script ?? 'exit 1'], { encoding: 'utf8', env })
  removeTree(temp)
  const exit = /^-- exit (\d+)$/mu.exec(stdout)?.[1]
  expect(exit, stdout + stderr).toBeDefined()
  return Number(exit)
}
