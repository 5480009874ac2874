import { expect, test } from 'vitest'
import { usual, world } from '../../../fixtures/index.ts'
import { colorsFor } from '../../../src/cli/colors.ts'
import { bash, vsl, without } from './built-command.ts'

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '' }, true, true],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: 'true' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: '' }, false, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
])('%j, on a terminal: %j, is colored: %j', (env, isTTY, isColored) => {
  expect(colorsFor({ isTTY }, env).isColorSupported).toBe(isColored)
})

const CHECK = 'check --home .claude-compte1 --shared-root'
const RIGHT = '<root>/.claude-compte1: no finding\n\nRight: 1 home, 3 links\n'

test.concurrent.each([
  [
    { FORCE_COLOR: '1' },
    '\u001b[1m<root>/.claude-compte1\u001b[22m: no finding\n\n\u001b[32mRight: 1 home, 3 links\u001b[39m\n',
  ],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, RIGHT],
  [{ CI: 'true', TERM: 'xterm' }, RIGHT],
  [{ HOME: '' }, RIGHT],
  [{ LC_ALL: 'C' }, RIGHT],
])('prints with %j in the environment', async (env, stdout) => {
  await using w = await world(usual.allRight())
  const ran = await vsl([...CHECK.split(' '), w.root], { cwd: w.root, env })
  expect(without(w.root, ran)).toEqual({ code: 0, stdout, stderr: '' })
})

test('a reader that closes early causes no crash, and the exit code stays', async () => {
  await using w = await world(usual.oneMissing())
  const line = `vsl ${CHECK} "$PWD" | true; echo "\${PIPESTATUS[0]}"`
  expect(await bash(line, { cwd: w.root })).toEqual({ code: 0, stdout: '1\n', stderr: '' })
})

test('a result that cannot be written is an error', async () => {
  await using w = await world(usual.allRight())
  const ran = await bash(`vsl ${CHECK} "$PWD" > /dev/full`, { cwd: w.root })
  expect(ran).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: could not write the result to standard output: ENOSPC\n',
  })
})

test('from a directory that is gone, an absolute home can be checked, and a relative one is refused', async () => {
  await using w = await world(usual.allRight())
  const gone = `root=$PWD; mkdir gone; cd gone; rmdir ../gone; vsl check --shared-root "$root" --home`
  const absolute = await bash(`${gone} "$root/.claude-compte1"`, { cwd: w.root })
  expect(without(w.root, absolute)).toEqual({ code: 0, stdout: RIGHT, stderr: '' })
  expect(await bash(`${gone} .claude-compte1`, { cwd: w.root })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: a home is relative, and the current directory is gone: use an absolute path\n',
  })
})

test('a relative home works in a directory whose name is not UTF-8', async () => {
  await using w = await world()
  const line = `mkdir $'\\377' && cd $'\\377' && vsl ensure --home a --link "l=$PWD/t" && ls -A`
  const ran = await bash(line, { cwd: w.root })
  expect({ code: ran.code, stderr: ran.stderr }).toEqual({ code: 0, stderr: '' })
  expect(ran.stdout.endsWith('Right: 1 home, 1 link\na\nt\n')).toBe(true)
})

test('shows the stack of an unexpected failure with DEBUG, and only then', async () => {
  await using w = await world({
    'shared-links.config.mjs': {
      type: 'file',
      content: 'export default { get homes() { throw new TypeError("boom") } }',
    },
  })
  const quiet = await vsl(['check'], { cwd: w.root })
  expect(quiet).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: unexpected failure: TypeError: boom (DEBUG=1 shows the stack)\n',
  })
  const loud = await vsl(['check'], { cwd: w.root, env: { DEBUG: '1' } })
  expect(loud.code).toBe(2)
  expect(loud.stderr).toMatch(
    /^error: unexpected failure: TypeError: boom\n {4}at .*shared-links\.config\.mjs:1:/u,
  )
})

test.concurrent.each(['--help', 'help', 'check --help', 'ensure -h', 'gate --help', 'help gate'])(
  '%s shows the usage, with examples and exit codes',
  async line => {
    await using w = await world()
    const { code, stdout, stderr } = await vsl(line.split(' '), { cwd: w.root })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: vitest-shared-links [^\n]*\n/u)
    expect(stdout).toContain('\nExamples:\n  $ vitest-shared-links ')
    expect(stdout).toContain('\nExit code: 0 ')
  },
)

test('prints its version', async () => {
  await using w = await world()
  const { default: pkg } = await import('../../../package.json', { with: { type: 'json' } })
  expect(await vsl(['--version'], { cwd: w.root })).toEqual({
    code: 0,
    stdout: `${pkg.version}\n`,
    stderr: '',
  })
})
