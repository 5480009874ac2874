import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { file, world } from '../../../fixtures/index.ts'
import { lacksBwrap } from '../../machine/capabilities.ts'
import { bash, vsl } from './built-command.ts'

const FORCING = file(`for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do
    mkdir -p "$HOME/$home" "$HOME/.claude-$name-shared"
    rm -rf "$HOME/$home/$name"
    ln -s "$HOME/.claude-$name-shared" "$HOME/$home/$name"
  done
done
`)

test('exits 0 if the laws hold', async () => {
  await using w = await world()
  const { code, stdout } = await vsl(
    ['gate', '--self', '--runs', '0', '--law', 'keeps-data', '--seed', '3'],
    {
      cwd: w.root,
    },
  )
  expect(code).toBe(0)
  expect(stdout).toMatch(/^the built-in reconciler: \d+ worlds, seed 3, /u)
  expect(stdout).toMatch(/\nPassed at level complete: \d+ laws? held\n$/u)
})

test.each([
  ['', 'no command is given: end the line with -- ./link-homes.sh, or "command" under "gate" in the config'],
  ['-- $EMPTY', 'no command follows "--": end the line with -- ./link-homes.sh'],
  ['-- "$EMPTY"', 'the command after "--" is empty: end the line with -- ./link-homes.sh'],
  [
    '--self -- true',
    '--self judges the built-in reconciler: leave out the command, on the line and in the config',
  ],
])('exits 2 without a command that it could judge: gate %s', async (words, message) => {
  await using w = await world()
  const expected = { code: 2, stdout: '', stderr: `error: ${message}\n` }
  expect(await bash(`vsl gate --sample 1/900 ${words}`, { cwd: w.root })).toEqual(expected)
})

test('exits 1 if a law is broken, and reads its options from the config and the environment', async () => {
  await using w = await world({ 'link.sh': FORCING })
  const config = { gate: { command: ['bash', w.path('link.sh')], laws: ['keeps-data'], runs: 7 } }
  writeFileSync(w.path('shared-links.config.json'), JSON.stringify(config))
  const env = {
    VITEST_SHARED_LINKS_SANDBOX: 'none',
    VITEST_SHARED_LINKS_RUNS: '0',
  }
  const { code, stdout } = await vsl(['gate', '--json', '--sample', '1/8'], { cwd: w.root, env })
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    ok: false,
    level: 'safe',
    sandbox: 'none',
    laws: [{ id: 'keeps-data', verdict: 'broken' }],
  })
})

test.each([false, true])('exits 2 if the command cannot be judged (--json: %s)', async isJson => {
  await using w = await world()
  const flags = ['--sandbox', 'none', ...(isJson ? ['--json'] : [])]
  const { code, stdout, stderr } = await vsl(['gate', ...flags, '--', 'false'], { cwd: w.root })
  const error = /^error: (.*)\n$/su.exec(stderr)?.[1]
  expect(code).toBe(2)
  expect(error).toContain('The command failed with exit code 1 in an empty world')
  if (isJson) expect(JSON.parse(stdout)).toStrictEqual({ version: 1, ok: false, error })
  else expect(stdout).toBe('')
})

test.skipIf(lacksBwrap)('a budget that is spent leaves laws untested, and passes none of them', async () => {
  await using w = await world()
  const judge = (flags: readonly string[], ...command: readonly string[]) =>
    vsl(['gate', '--no-save', '--runs', '0', '--budget', '0.001s', ...flags, '--', ...command], {
      cwd: w.root,
    })
  const broken = await judge([], 'true')
  expect(broken.code).toBe(1)
  expect(broken.stdout).toMatch(
    /\nRefused at level safe: it breaks tells-the-truth \(not tested: keeps-data, .*since the budget of 0\.001 s ended the search before it was through.*\)\n$/u,
  )
  const careful = 'mkdir -p a shared; [ -L a/l ] || ln -sT "$PWD/shared" a/l'
  const none = await judge(['--home', 'a', '--link', 'l=shared', '--law', 'keeps-data'], 'sh', '-c', careful)
  expect([none.code, none.stdout]).toEqual([2, ''])
  expect(none.stderr).toContain('this run proves nothing: the budget of 0.001 s ended the search')
})
