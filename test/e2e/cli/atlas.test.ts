import { expect, test } from 'vitest'
import { file, world } from '../../../fixtures/index.ts'
import { bash, vsl } from './built-command.ts'

/** It links the one home and the one link of `ONE`, whatever is there. */
const SCRIPT = file('mkdir -p a shared && ln -sfn "$PWD/shared" a/projects')
const ONE = ['--home', 'a', '--link', 'projects=shared', '--sandbox', 'none', '--quiet']

test('draws the built-in reconciler, without colors where NO_COLOR is set, and exits 0', async () => {
  await using w = await world()
  const { code, stdout, stderr } = await vsl(['atlas', '--self', '--quiet'], { cwd: w.root })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^the built-in reconciler\nin 656 states of the home \.claude-compte1, its entry /u)
  expect(stdout).toContain(
    '\nright                           ✓ = = = - - - =   ✓ = = = - - - =\nrelative                        - -',
  )
  expect(stdout).toContain('\nX destroyed        0  ')
  const env = { FORCE_COLOR: '1' }
  const colored = await vsl(['atlas', '--self', '--quiet'], { cwd: w.root, env })
  expect(colored.stdout).toContain('\u001b[32m✓\u001b[39m')
  const plain = await vsl(['atlas', '--self', '--quiet'], { cwd: w.root, env: { ...env, NO_COLOR: '1' } })
  expect(plain.stdout).toBe(stdout)
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

test('names the subjects of a config', async () => {
  const gate = {
    ...{ homes: ['.'], links: { p: 's' }, sandbox: 'none' },
    subjects: { install: { command: ['sh', 'link.sh'] }, again: { command: ['sh', 'link.sh', 'again'] } },
  }
  await using w = await world({
    'link.sh': file('mkdir -p s && ln -sfn "$PWD/s" p'),
    'shared-links.config.json': file(JSON.stringify({ gate })),
  })
  const all = await vsl(['atlas', '--json', '--quiet'], { cwd: w.root })
  expect(JSON.parse(all.stdout)).toMatchObject({
    version: 1,
    subjects: [
      { name: 'install', version: 1, subject: 'sh link.sh' },
      { name: 'again', version: 1, subject: 'sh link.sh again' },
    ],
  })
  const one = await vsl(['atlas', '--json', '--quiet', '--subject', 'again'], { cwd: w.root })
  expect(JSON.parse(one.stdout).subjects).toHaveLength(1)
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
