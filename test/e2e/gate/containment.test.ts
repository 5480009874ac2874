import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { describe, expect, test } from 'vitest'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { lacks, lacksStrace } from '../../machine/capabilities.ts'
import { LN_SFN } from '../../reconcilers/shell-scripts.ts'
import { built } from '../built-package.ts'
import { type Change, changesIn, TRACED } from './system-calls.ts'

const main = new URL(built('src/cli/main.js')).pathname

/** What keeps nothing: a shell's redirections, a child's standard streams, and what bash looks for a terminal at. */
const SINKS = ['/dev/null', '/dev/tty']

/** The most processes of a process namespace; the machine's own limit is checked apart. */
const PROCESS_LIMIT = '/proc/sys/kernel/pid_max'

/** What the gate and all that it starts outside of a sandbox would change, and how it ended. */
async function traced(args: readonly string[], program = [main, 'gate', '--no-save', ...args]) {
  await using temp = await tempDir()
  const [logs, tmp] = [`${temp.path}/logs`, `${temp.path}/tmp`]
  mkdirSync(logs)
  mkdirSync(tmp)
  const strace = [
    '-ff',
    '-y',
    '-qq',
    '-s',
    '4096',
    '-e',
    `trace=${TRACED}`,
    '-e',
    'signal=none',
    '-o',
    `${logs}/log`,
  ]
  const limit = readFileSync(PROCESS_LIMIT, 'utf8')
  const { status, stdout, stderr } = spawnSync('strace', [...strace, process.execPath, ...program], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: tmp },
  })
  expect(readFileSync(PROCESS_LIMIT, 'utf8')).toBe(limit)
  const changes = changesIn(logs, program[0] ?? '', process.cwd())
  const isOutside = ({ path }: Change) => !isWithin(path, tmp) && ![...SINKS, PROCESS_LIMIT].includes(path)
  return { status, stdout, stderr, changes, outside: changes.filter(isOutside), left: readdirSync(tmp) }
}

/** Traced as a whole, the gate has no time for trouble. */
const UNDISTURBED = ['--law', 'keeps-data', '--law', 'tells-the-truth']

const FEW = ['--home', 'a', '--link', 'projects=shared', '--runs', '5']

describe.skipIf(lacksStrace)(
  'all that the gate changes lies in its own temp directory, and is gone when it ends:',
  () => {
    test('with the built-in reconciler', { timeout: 120_000 }, async () => {
      const { status, stderr, changes, outside, left } = await traced(['--self', ...FEW, '--sample', '1/80'])
      expect(status, stderr).toBe(0)
      expect(outside).toEqual([])
      expect(changes.filter(({ path }) => isWithin(path, userInfo().homedir))).toEqual([])
      expect(left).toEqual([])
      const calls = new Set(changes.map(({ call }) => call))
      expect([...calls]).toEqual(
        expect.arrayContaining(['mkdir', 'symlink', 'unlink', 'rmdir', 'openat', 'chmod']),
      )
    })

    test('with a command that nothing confines, which loses data', { timeout: 120_000 }, async () => {
      const args = [...FEW, '--sample', '1/120', '--sandbox', 'none', '--', 'sh', '-c', LN_SFN]
      const { status, stdout, changes, outside, left } = await traced(args)
      expect(status, stdout).toBe(1)
      expect(outside).toEqual([])
      expect(left).toEqual([])
      expect(changes.some(({ call }) => call === 'symlinkat')).toBe(true)
    })

    describe.each([
      ['bwrap', '1/60'],
      ['unshare', '1/120'],
    ] as const)('in the sandbox of %s', (sandbox, sample) => {
      test.skipIf(lacks(sandbox))(
        'with a command that links out of its world',
        { timeout: 120_000 },
        async () => {
          await using outside = await tempDir()
          const text = `mkdir -p "$HOME/a" || exit 1; ln -sfn ${outside.path} "$HOME/a/projects"; ln -sfn ${outside.path} "$HOME/shared"`
          const args = [
            ...FEW,
            ...UNDISTURBED,
            '--sandbox',
            sandbox,
            '--sample',
            sample,
            '--',
            'sh',
            '-c',
            text,
          ]
          const seen = await traced(args)
          expect(seen.status, seen.stderr).toBe(1)
          expect(seen.outside).toEqual([])
          expect(seen.left).toEqual([])
          expect(readdirSync(outside.path)).toEqual([])
        },
      )

      test.skipIf(lacks(sandbox))(
        'with a command that has /home/ubuntu written into it, where the world is mounted',
        { timeout: 120_000 },
        async () => {
          const before = [readdirSync('/home'), existsSync('/home/ubuntu')]
          const text = LN_SFN.replaceAll('$HOME', '/home/ubuntu')
          const mounted = ['--sandbox', sandbox, '--mount', '/home/ubuntu', '--sample', sample]
          const seen = await traced([...FEW, ...UNDISTURBED, ...mounted, '--', 'sh', '-c', text])
          expect(seen.status, seen.stderr).toBe(1)
          expect(seen.stdout).toContain('keeps-data')
          expect(seen.outside).toEqual([])
          expect(seen.left).toEqual([])
          expect([readdirSync('/home'), existsSync('/home/ubuntu')]).toEqual(before)
        },
      )
    })

    test('as this test would see if it were not so', async () => {
      await using elsewhere = await tempDir()
      const text = `
      const fs = require('node:fs')
      process.chdir('${elsewhere.path}')
      fs.writeFileSync('a b', ''); fs.mkdirSync('./é\\n'); fs.symlinkSync('x', 'l'); fs.renameSync('a b', 'c')
      const fd = fs.openSync('c', 'r'); fs.fchmodSync(fd, 0o600); fs.futimesSync(fd, 1, 1)
      require('node:child_process').execFileSync('sh', ['-c', 'cd "$1"; mkdir -p d/e; rm -rf d l', '-', '${elsewhere.path}'])`
      const { status, outside } = await traced([], ['-e', text])
      expect(status).toBe(0)
      const of = (name: string) =>
        outside
          .filter(({ path }) => path === `${elsewhere.path}/${name}`)
          .map(({ call }) => call.replace(/at2?$/, ''))
      expect(of('a b')).toEqual(['open', 'rename'])
      expect(of('é\n')).toEqual(['mkdir'])
      expect(of('l')).toEqual(['symlink', 'unlink'])
      expect(of('c')).toEqual(['rename', 'fchmod', 'utimens'])
      expect(of('d')).toEqual(expect.arrayContaining(['mkdir', 'unlink']))
      expect(of('d/e')).toEqual(expect.arrayContaining(['mkdir', 'unlink']))
    })
  },
)
