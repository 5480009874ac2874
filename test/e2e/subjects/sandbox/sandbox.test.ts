import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { dirname } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { removeTree } from '../../../../fixtures/disk/remove.ts'
import { dir, file, linkTo } from '../../../../fixtures/tree.ts'
import { command } from '../../../../src/subjects/command/command.ts'
import { probeSandbox } from '../../../../src/subjects/sandbox/probe-sandbox.ts'
import { lastWrapper, type Sandbox } from '../../../../src/subjects/sandbox/sandbox.ts'
import { type BuiltWorld, buildWorld } from '../../../judging/built-world.ts'
import { lacks } from '../../../machine/capabilities.ts'

const KINDS = ['bwrap', 'unshare'] as const

function shIn(sandbox: Sandbox) {
  return (text: string, s: BuiltWorld, mount: string | null = null) =>
    command(['sh', '-c', text], { sandbox, mount }).run(s.job)
}

describe.each(KINDS)('%s:', sandbox => {
  const sh = shIn(sandbox)

  describe.skipIf(lacks(sandbox))('in the sandbox', () => {
    test('the world and TMPDIR are writable', async () => {
      await using s = await buildWorld()
      expect(await sh('echo a >"$HOME/a"; echo b >"$TMPDIR/b"', s)).toMatchObject({ output: '', exit: 0 })
      expect(readFileSync(`${s.root}/a`, 'utf8')).toBe('a\n')
      expect(readFileSync(`${s.box}/tmp/b`, 'utf8')).toBe('b\n')
    })

    test.each([
      ['/etc', '/etc'],
      ['/', '/'],
      ['/usr/local/bin', '/usr/local/bin'],
      ['/var/tmp', '/var/tmp'],
      ['the real home', homedir()],
      ['the repository', process.cwd()],
      ['/dev/shm', '/dev/shm'],
      ['/tmp', '/tmp'],
      ['/sys', '/sys'],
    ])('%s is not writable', async (_, path) => {
      await using s = await buildWorld()
      const name = `.written-by-a-test-${process.pid}`
      const { output } = await sh(`echo x >'${path}/${name}'; mkdir '${path}/${name}.d'`, s)
      expect(existsSync(`${path}/${name}`) || existsSync(`${path}/${name}.d`)).toBe(false)
      if (!path.startsWith('/dev')) expect(output).toMatch(/Read-only file system|Permission denied/)
    })

    test('nothing outside the world is written, even through a link that leads out of it', async () => {
      await using s = await buildWorld({ out: linkTo('../beside') })
      mkdirSync(`${s.box}/beside`)
      writeFileSync(`${s.box}/beside/precious`, 'precious')
      await sh('echo x >"$HOME/../x"; rm -rf "$HOME/../beside"; rm -rf out/*; rm -rf out/; echo y >out/y', s)
      expect(readdirSync(s.box).sort()).toEqual(['beside', 'root', 'tmp'])
      expect(readdirSync(`${s.box}/beside`)).toEqual(['precious'])
    })

    test("the host's list of mounts stays as it is", async () => {
      await using s = await buildWorld()
      await sh('true', s)
      const list = '/run/mount/utab'
      expect(existsSync(list) ? readFileSync(list, 'utf8') : '').not.toContain(s.box)
    })

    test('the world itself cannot be removed, but its content can', async () => {
      await using s = await buildWorld({ a: dir({ b: file('b') }) })
      expect(await sh('rm -rf "$HOME" "$TMPDIR"', s)).toMatchObject({ claim: 'failure' })
      expect(readdirSync(s.box).sort()).toEqual(['root', 'tmp'])
    })

    test('modes and times of files outside cannot be changed', async () => {
      await using s = await buildWorld()
      writeFileSync(`${s.box}/outside`, '', { mode: 0o600 })
      const { output } = await sh('chmod 777 "$HOME/../outside"; touch "$HOME/../outside"; echo $?', s)
      expect(output).toMatch(/chmod.*\n.*touch.*\n1\n$/s)
    })

    test('a read-only directory is read-only for root too', async () => {
      await using s = await buildWorld({ locked: dir({ kept: file('kept') }, { mode: 0o555 }) })
      const { output } = await sh('echo x >locked/x; rm -f locked/kept; mv locked/kept .', s)
      expect(output.match(/Permission denied/g)).toHaveLength(3)
      expect(readdirSync(`${s.root}/locked`)).toEqual(['kept'])
    })

    test('an unreadable file is unreadable for root too', async () => {
      await using s = await buildWorld({
        secret: file('secret', { mode: 0 }),
        shut: dir({ a: file('a') }, { mode: 0 }),
      })
      expect((await sh('cat secret; ls shut', s)).output).not.toMatch(/^(secret|a)$/m)
    })

    test('no socket of a service of the host is visible', async () => {
      await using s = await buildWorld()
      expect(await sh('ls -A /run', s)).toMatchObject({ output: '', exit: 0 })
    })

    test('no process outside is visible, or can be signalled', async () => {
      await using s = await buildWorld()
      const { output } = await sh(`kill -0 ${process.pid} || echo "not seen"; ls /proc | grep -c '^[0-9]'`, s)
      expect(output).toMatch(/not seen\n[1-6]\n$/)
    })

    test('the network is unreachable, unless it is asked for', async () => {
      await using s = await buildWorld()
      const server = createServer(socket => socket.end('reached\n')).listen(0, '127.0.0.1')
      await once(server, 'listening')
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : undefined
      const argv = ['bash', '-c', `cat </dev/tcp/127.0.0.1/${port}`]
      expect(await command(argv, { sandbox }).run(s.job)).toMatchObject({ claim: 'failure' })
      expect(await command(argv, { sandbox, network: true }).run(s.job)).toMatchObject({
        output: 'reached\n',
      })
      server.close()
    })

    test("only harmless devices are visible, and shared memory is the sandbox's own", async () => {
      await using s = await buildWorld()
      const { output } = await sh(
        'ls /dev | tr "\\n" " "; echo x >/dev/shm/x && echo x >/dev/null && head -c 1 /dev/zero | wc -c; echo x >/dev/x',
        s,
      )
      expect(output).toMatch(/\bnull\b.*\bpts\b.*\bshm\b.*\bzero/)
      expect(output).not.toMatch(/\b(?:vd|sd|loop|kmsg|mem)/)
      expect(output).toMatch(/ 1\n/)
      expect(output).toContain('Read-only file system')
      expect(existsSync('/dev/shm/x')).toBe(false)
    })

    test('signals work as they do outside', async () => {
      await using s = await buildWorld()
      expect(await sh('kill -TERM $$; echo survived', s)).toMatchObject({
        exit: 143,
        output: expect.not.stringContaining('survived'),
      })
      expect(await sh('(exit 7); kill -9 $$; echo survived', s)).toMatchObject({ exit: 137 })
    })

    test('the parameters of the kernel cannot be changed', async () => {
      await using s = await buildWorld()
      // Writes the present value, so that a success changes nothing.
      const { output } = await sh('v=$(cat /proc/sys/vm/swappiness); echo $v >/proc/sys/vm/swappiness', s)
      expect(output).toMatch(/Read-only file system|Permission denied/)
    })

    test('a stub does not replace a program that the sandbox itself uses', async () => {
      await using s = await buildWorld()
      const subject = command(['/bin/sh', '-c', 'echo "it runs"; echo x >../beside; mount'], {
        sandbox,
        stub: ['bwrap', 'unshare', 'mount', 'setpriv', 'sh', 'env', 'sudo'],
      })
      const { output } = await ((await subject.prepare?.(s.box)) ?? subject).run(s.job)
      expect(output).toMatch(/^it runs\n.*Read-only file system\n$/)
    })

    test('no file system can be remounted writable', async () => {
      await using s = await buildWorld()
      expect((await sh('mount -o remount,rw / || mount --bind /tmp /etc; unshare -m true', s)).exit).not.toBe(
        0,
      )
    })

    test('the script to run is visible even if it lies in a hidden directory', async () => {
      await using s = await buildWorld()
      const hidden = vi.spyOn(process, 'cwd').mockReturnValue(s.box)
      writeFileSync(`${s.box}/install.sh`, 'echo installed\n')
      const subject = command(['sh', 'install.sh'], { sandbox })
      hidden.mockRestore()
      expect(await subject.run(s.job)).toMatchObject({ output: 'installed\n', exit: 0 })
    })
  })

  describe.skipIf(lacks(sandbox))('mounted elsewhere', () => {
    const HERE = `vitest-shared-links-${process.pid}`
    test.each([
      ['a path that the host does not have', `/home/${HERE}`],
      ['a path whose parent the host does not have', `/home/${HERE}/deep/er`],
      ['a path in the root directory that the host does not have', `/${HERE}`],
      ['a path in the root directory whose parent the host does not have', `/${HERE}/ubuntu`],
      ['a path in /tmp', `/tmp/${HERE}`],
      ['a path in /usr', `/usr/local/${HERE}`],
      ['a path that the host has', '/mnt'],
    ])('the world appears at %s, and is its HOME', async (_, mount) => {
      await using s = await buildWorld({ link: linkTo('{root}/a'), a: file('in the world') }, mount)
      const report = await sh('pwd; echo "$HOME"; cat link; echo new >"$HOME/new"', s, mount)
      expect(report).toMatchObject({ output: `${mount}\n${mount}\nin the world`, exit: 0 })
      expect(readdirSync(s.root).sort()).toEqual(['a', 'link', 'new'])
      if (mount !== '/mnt') expect(existsSync(mount)).toBe(false)
    })

    test('its siblings on the host stay visible, and are not writable', async () => {
      // Not in /dev/shm, which the sandbox hides.
      const host = mkdtempSync('/tmp/vitest-shared-links-')
      try {
        writeFileSync(`${host}/tool`, '#!/bin/sh\necho tool\n', { mode: 0o755 })
        symlinkSync('tool', `${host}/link`)
        mkdirSync(`${host}/deep`)
        writeFileSync(`${host}/deep/file`, 'deep\n')
        const mount = `${host}/home/ubuntu`
        await using s = await buildWorld({}, mount)
        const { output } = await sh(
          `ls ${host}; ${host}/tool; readlink ${host}/link; cat ${host}/deep/file; echo x >${host}/tool; echo x >${host}/new; echo x >${host}/home/new`,
          s,
          mount,
        )
        expect(output).toMatch(/^deep\nhome\nlink\ntool\ntool\ntool\ndeep\n/)
        expect(output.match(/Read-only file system/g)).toHaveLength(3)
        expect(readdirSync(host).sort()).toEqual(['deep', 'link', 'tool'])
      } finally {
        removeTree(host)
      }
    })

    test('the request names the paths that the command sees', async () => {
      await using s = await buildWorld({}, `/home/${HERE}`)
      const { output } = await sh('cat', s, `/home/${HERE}`)
      expect(JSON.parse(output)).toMatchObject({
        homes: [`/home/${HERE}/.claude-compte1`, expect.any(String)],
      })
    })
  })
})

describe('a probe', () => {
  test.each(KINDS)('finds that %s works, and leaves nothing behind', async kind => {
    await using s = await buildWorld()
    if (!lacks(kind)) expect(await probeSandbox(kind, s.root)).toBeNull()
    if (!lacks(kind)) expect(await probeSandbox(kind, s.root, true)).toBeNull()
    expect(readdirSync(s.root)).toEqual([])
  })

  test('says which program is not installed', async () => {
    await using s = await buildWorld()
    vi.stubEnv('PATH', s.root)
    expect(await probeSandbox('bwrap', s.root)).toBe('bwrap is not installed')
    expect(await probeSandbox('unshare', s.root)).toMatch(/^(?:unshare|sudo, which .*,) is not installed$/)
    vi.unstubAllEnvs()
  })

  const FAILURES: readonly (readonly [string, string, string])[] = [
    [
      'the message of a sandbox that cannot work',
      'echo "bwrap: No permissions to create new namespace" >&2; exit 1',
      'bwrap: No permissions to create new namespace',
    ],
    [
      'that a sandbox confines nothing',
      'while [ "$1" != -- ]; do [ "$1" = --chdir ] && cd "$2"; shift; done; shift; exec "$@"',
      'it lets a command write outside the world',
    ],
    ['that a sandbox does not run the command', 'exit 0', 'it failed with exit code 0'],
    ['the exit code of a sandbox without a message', 'exit 3', 'it failed with exit code 3'],
  ]

  test.each(FAILURES)('returns %s', async (_, text, answer) => {
    await using s = await buildWorld()
    writeFileSync(`${s.root}/bwrap`, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
    vi.stubEnv('PATH', `${s.root}:/usr/bin:/bin`)
    expect(await probeSandbox('bwrap', dirname(s.root))).toBe(answer)
    vi.unstubAllEnvs()
    expect(readdirSync(dirname(s.root)).sort()).toEqual(['root', 'tmp'])
  })
})

test('interception begins after the last program of a sandbox', () => {
  expect(KINDS.map(lastWrapper)).toEqual(['bwrap', 'setpriv'])
  expect(lastWrapper('none')).toBeNull()
})
