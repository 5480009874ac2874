import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { file, world } from '../../../fixtures/index.ts'
import { lacksTracer } from '../../machine/capabilities.ts'
import { bash, vsl } from './built-command.ts'

/** It links the one home and the one link of `ONE`, whatever is there. */
const SCRIPT = file('mkdir -p a shared && ln -sfn "$PWD/shared" a/projects')
const ONE = ['--home', 'a', '--link', 'projects=shared', '--sandbox', 'none', '--quiet']

test('draws the built-in reconciler, without colors where NO_COLOR is set, and exits 0', async () => {
  await using w = await world()
  const words = ['atlas', '--self', '--quiet']
  const colored = await vsl(words, { cwd: w.root, env: { FORCE_COLOR: '1' } })
  const { code, stdout, stderr } = await vsl(words, {
    cwd: w.root,
    env: { FORCE_COLOR: '1', NO_COLOR: '1' },
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^the built-in reconciler\nin 656 states of the home \.claude-compte1, its entry /u)
  expect(stdout).toContain(
    '\nright                          ✓ = = = - - - =\nrelative                       - - - - - - - -\n',
  )
  expect(stdout).toContain('\nX destroyed        0  ')
  expect(colored.stdout).toContain('\u001b[32m✓\u001b[39m')
  expect(colored.stdout.replaceAll(/\u001b\[\d+m/gu, '')).toBe(stdout)
})

test('prints a command as JSON, and exits 0 although it loses data', async () => {
  await using w = await world({ 'link.sh': SCRIPT })
  const { code, stdout, stderr } = await vsl(['atlas', ...ONE, '--json', '--', 'sh', 'link.sh'], {
    cwd: w.root,
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { version, subject, cells, ...rest } = JSON.parse(stdout)
  expect({ version, subject, rest }).toEqual({ version: 1, subject: 'sh link.sh', rest: {} })
  expect(cells).toHaveLength(656)
  expect(cells).toContainEqual({
    ...{ home: 'directory', target: 'directory', link: 'file', outcome: 'destroyed', exit: 0 },
  })
  expect(cells).toContainEqual({
    ...{ home: 'file', target: 'absent', link: 'absent', outcome: 'refused', exit: 1 },
  })
})

test('names the subjects of a config, and draws those that the line names', async () => {
  const command = ['sh', 'link.sh']
  const subjects = {
    install: { command },
    never: { command: ['false'] },
    again: { command: [...command, 'again'] },
  }
  const gate = { homes: ['.'], links: { p: 's' }, sandbox: 'none', subjects }
  await using w = await world({
    'link.sh': file('mkdir -p s && ln -sfn "$PWD/s" p'),
    'shared-links.config.json': file(JSON.stringify({ gate })),
  })
  const words = ['atlas', '--json', '--quiet', '--subject', 'again', '--subject', 'install']
  expect(JSON.parse((await vsl(words, { cwd: w.root })).stdout)).toMatchObject({
    version: 1,
    subjects: [
      { name: 'install', version: 1, subject: 'sh link.sh' },
      { name: 'again', version: 1, subject: 'sh link.sh again' },
    ],
  })
})

test.each([
  ['', 'no command is given: end the line with -- ./link-homes.sh, or "command" under "gate" in the config'],
  ['-- $EMPTY', 'no command follows "--": end the line with -- ./link-homes.sh'],
  ['-- "$EMPTY"', 'the command after "--" is empty: end the line with -- ./link-homes.sh'],
  [
    '--self -- true',
    '--self judges the built-in reconciler: leave out the command, on the line and in the config',
  ],
  ['sh link.sh', 'the command goes after "--": vitest-shared-links atlas -- sh link.sh'],
  ['--level tidy -- true', "unknown option '--level'"],
  ['--self --mount /home/ubuntu', '--mount: --self judges the built-in reconciler, which is no command'],
])('exits 2 for wrong usage: atlas %s', async (words, message) => {
  await using w = await world()
  const expected = { code: 2, stdout: '', stderr: `error: ${message}\n` }
  expect(await bash(`vsl atlas ${words}`, { cwd: w.root })).toEqual(expected)
})

test('exits 2 if the command fails in an empty world, as JSON, too', async () => {
  await using w = await world()
  const { code, stdout, stderr } = await vsl(['atlas', ...ONE, '--json', '--', 'false'], { cwd: w.root })
  const error = /^error: (.*)\n$/su.exec(stderr)?.[1]
  expect(code).toBe(2)
  expect(error).toContain('The command failed with exit code 1 in an empty world')
  expect(JSON.parse(stdout)).toEqual({ version: 1, ok: false, error })
})

test('draws subjects of the command line side by side, with a table of totals, as text and as SVG', async () => {
  await using w = await world({ 'link.sh': file('[ "$1" = "a b" ] && mkdir -p s && ln -sfn "$PWD/s" p') })
  const words = ['--home', '.', '--link', 'p=s', '--quiet', '--svg', 'out.svg', '--self']
  const subjects = ['--subject', `forced=sh link.sh 'a b'`, '--subject', 'nothing=true']
  const { code, stdout, stderr } = await vsl(['atlas', ...words, ...subjects], { cwd: w.root })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(
    /^forced: sh link\.sh a b\nnothing: true\nbuilt-in: the built-in reconciler\nin 312 states of the home \., /u,
  )
  expect(stdout).toContain('\nthe link                       forced            nothing           built-in\n')
  expect(stdout).toMatch(/\nX destroyed {4} +\d+ +0 +0 {2}a file/u)
  const svg = readFileSync(w.path('out.svg'), 'utf8')
  expect(svg).toContain('<title id="title">Atlas of forced, nothing, built-in</title>')
})

test.each([
  ['--subject a=true --subject a=false', '--subject: two subjects are called "a"'],
  ['--subject built-in=true --self', '--subject: two subjects are called "built-in"'],
  ['--subject 1=true', '--subject "1=true": expected a name such as install or roll-back.2'],
  ['--subject a=', '--subject "a=": expected at least one word'],
  [
    "--subject 'a=true; true'",
    `--subject "a=true; true": expected words and quotes, not "true; true": no shell runs it, so write sh -c '...' for the rest`,
  ],
  ['--subject a', '--subject: the config names no subjects'],
  ['--self --svg ""', 'expected a file after --svg'],
  [
    '--self --svg no/such/a.svg',
    'the report "no/such/a.svg" cannot be written: its directory does not exist',
  ],
])('exits 2 before any run: atlas %s', async (words, message) => {
  await using w = await world()
  const { code, stdout, stderr } = await bash(`vsl atlas ${words}`, { cwd: w.root })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(message)
})

test('names the subject that fails in an empty world', async () => {
  await using w = await world()
  const { code, stderr } = await vsl(['atlas', ...ONE, '--subject', 'bad=false', '--subject', 'good=true'], {
    cwd: w.root,
  })
  expect(code).toBe(2)
  expect(stderr).toMatch(/^error: bad: The command failed with exit code 1 in an empty world/u)
})

test('compares with what it has printed before, and refuses anything else', async () => {
  await using w = await world()
  const words = ['atlas', '--self', '--home', '.', '--link', 'p=s', '--quiet']
  const { stdout: before } = await vsl([...words, '--json'], { cwd: w.root })
  writeFileSync(w.path('before.json'), before.replaceAll('"refused"', '"destroyed"'))
  const { code, stdout } = await vsl([...words, '--compare', 'before.json'], { cwd: w.root })
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /\nsince the earlier atlas, 0 states worse, (\d+) better\n {2}better: destroyed -> refused, in \1 states\n/u,
  )
  const refused = await vsl([...words, '--compare', '/dev/zero'], { cwd: w.root })
  expect(refused).toEqual({ code: 2, stdout: '', stderr: 'error: --compare: "/dev/zero" is no file.\n' })
})

test.skipIf(lacksTracer)(
  'writes a page that tells what happened in each state, and which line did it',
  async () => {
    await using w = await world({
      'link.sh': file('mkdir -p s\necho "<b>linking</b>"\nln -sfn "$PWD/s" p\n'),
    })
    const words = ['--home', '.', '--link', 'p=s', '--quiet', '--json', '--html', 'out.html']
    const { code, stdout, stderr } = await vsl(['atlas', ...words, '--', 'sh', 'link.sh'], { cwd: w.root })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { cells } = JSON.parse(stdout)
    const html = readFileSync(w.path('out.html'), 'utf8')
    const data = JSON.parse(
      /<script type="application\/json" id="data">([^<]*)<\/script>/u.exec(html)?.[1] ?? '',
    )
    expect(data.cells).toHaveLength(cells.length)
    const index = cells.findIndex(
      (cell: Record<string, unknown>) => cell['target'] === 'directory' && cell['link'] === 'file',
    )
    const story = data.cells[index]
    const text = (at: number) => data.texts[at]
    expect([cells[index].outcome, text(story.output)]).toEqual(['destroyed', '<b>linking</b>\n'])
    expect(story.lost.map((pair: readonly number[]) => pair.map(text))).toEqual([
      ['p', 'the only copy of p\n'],
    ])
    expect(story.blame.map(text)[0]).toBe('The line that did it: link.sh:3: ln -sfn "$PWD/s" p')
    expect(story.script.map(text).slice(0, 1)).toEqual(['#!/bin/sh'])
    expect(html.length).toBeLessThan(1_000_000)
  },
)
