import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { DEFAULT_DEPLOYMENT } from '../../../fixtures/deployment.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../../src/experiments/harness.ts'
import { openWorld } from '../../../src/experiments/reusable-world.ts'
import type { Step } from '../../../src/observation/step.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import type { Interceptor } from '../../../src/subjects/interceptor.ts'
import { script } from '../../../src/subjects/script.ts'
import { NOBODY } from '../../../src/subjects/user.ts'
import { built } from '../built-package.ts'

// What is injected is a claim about what the kernel does. Here the kernel does it: what the reconciler says of a disk
// that is full, read-only or closed to it must be what it says of calls that are only made to fail.

const MAIN = fileURLToPath(built('src/cli/main.js'))
const [HOME = ''] = DEFAULT_DEPLOYMENT.homes
const builtIn = script('the built-in reconciler', request => reconcile(request, 'exact'))

/** Whether this process may mount something in a mount namespace of its own. */
const mayMount = spawnSync('unshare', ['-m', 'true']).status === 0 && process.getuid?.() === 0

/** What the reconciler says of an empty world in which a director has calls fail. */
async function injected(interceptor: Interceptor): Promise<string[]> {
  await using temp = await tempDir()
  const harness = harnessFor(temp, builtIn, { equality: 'exact', allow: new Map() })
  const reusable = await openWorld(harness, {
    deployment: DEFAULT_DEPLOYMENT,
    tree: new Map(),
    rootName: PLAIN_ROOT,
  })
  const { report } = await reusable.run({ interceptor, intercept: 'all' })
  return report.output.split('\n').map(line => line.replaceAll(reusable.built.root, '{root}'))
}

/** What `ensure` says in a directory that a shell has prepared, as the given user. */
function real(root: string, prepare: string, as = ''): string[] {
  const homes = DEFAULT_DEPLOYMENT.homes.flatMap(home => ['--home', `${root}/${home}`])
  const { stdout, stderr } = spawnSync(
    'unshare',
    [
      ...['-m', '--propagation', 'private', 'sh', '-c', `${prepare} && exec ${as} "$@"`, 'sh'],
      ...[process.execPath, MAIN, 'ensure', '--json', '--shared-root', root, ...homes],
    ],
    { encoding: 'utf8', cwd: '/', env: { PATH: process.env['PATH'] ?? '' } },
  )
  expect(stderr).toBe('')
  const report: { readonly findings: readonly { readonly message: string }[] } = JSON.parse(stdout)
  return report.findings.map(({ message }) => message.replaceAll(root, '{root}'))
}

describe.skipIf(!mayMount)('what is injected is what really happens on', () => {
  test('a file system that has room for five entries more', async () => {
    await using temp = await tempDir()
    // The directory that it is mounted at is one of them.
    const found = real(temp.path, `mount -t tmpfs -o nr_inodes=6,mode=755 none ${temp.path}`)
    let made = 0
    const full = await injected(({ kind }) => {
      if (kind !== 'make') return 'continue'
      made += 1
      return made > 5 ? { errno: 'ENOSPC' } : 'continue'
    })
    expect(found).toEqual(full)
    expect(found[0]).toContain('ENOSPC')
  })

  test('a file system that is read-only', async () => {
    await using temp = await tempDir()
    const found = real(
      temp.path,
      `mount --bind ${temp.path} ${temp.path} && mount -o remount,bind,ro ${temp.path}`,
    )
    expect(found).toEqual(await injected(({ kind }) => (kind === 'make' ? { errno: 'EROFS' } : 'continue')))
    expect(found[0]).toContain('EROFS')
  })

  test('a home in which an unprivileged user may not write', async () => {
    await using temp = await tempDir()
    chownSync(temp.path, NOBODY.uid, NOBODY.gid)
    mkdirSync(`${temp.path}/${HOME}`)
    chmodSync(`${temp.path}/${HOME}`, 0o555)
    // The repository may lie where nobody else may pass: to read is permitted, to write is not.
    const caps = '--inh-caps +dac_read_search --ambient-caps +dac_read_search'
    const as = `setpriv --reuid ${NOBODY.uid} --regid ${NOBODY.gid} --clear-groups ${caps}`
    const found = real(temp.path, 'true', as)
    const inHome = ({ kind, path }: Step) => kind === 'make' && path.startsWith(`${HOME}/`)
    expect(found).toEqual(await injected(step => (inHome(step) ? { errno: 'EACCES' } : 'continue')))
    expect(found).toHaveLength(DEFAULT_DEPLOYMENT.links.length)
  })
})
