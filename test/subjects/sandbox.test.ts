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
import { removeTree } from '../../fixtures/disk/remove.ts'
import { dir, file, linkTo } from '../../fixtures/tree.ts'
import { command } from '../../src/subjects/command/command.ts'
import { sandboxFails } from '../../src/subjects/sandbox/probe-sandbox.ts'
import { lastWrapper, type Sandbox } from '../../src/subjects/sandbox/sandbox.ts'
import { lacks } from '../machine/capabilities.ts'
import { type Site, site } from './job.ts'

const KINDS = ['bwrap', 'unshare'] as const

function shIn(sandbox: Sandbox) {
  return (text: string, s: Site, mount: string | null = null) =>
    command(['sh', '-c', text], { sandbox, mount }).run(s.job)
}

describe.each(KINDS)('%s:', sandbox => {
  const sh = shIn(sandbox)

  describe.skipIf(lacks(sandbox))('in the sandbox', () => {
    test('the world and TMPDIR can be written', async () => {
      await using s = await site()
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
    ])('nothing reaches %s', async (_, path) => {
      await using s = await site()
      const name = `.written-by-a-test-${process.pid}`
      const { output } = await sh(`echo x >'${path}/${name}'; mkdir '${path}/${name}.d'`, s)
      expect(existsSync(`${path}/${name}`) || existsSync(`${path}/${name}.d`)).toBe(false)
      if (!path.startsWith('/dev')) expect(output).toMatch(/Read-only file system|Permission denied/)
    })

    test('nothing beside the world is written, nor through a link that leads out of it', async () => {
      await using s = await site({ out: linkTo('../beside') })
      mkdirSync(`${s.box}/beside`)
      writeFileSync(`${s.box}/beside/precious`, 'precious')
      await sh('echo x >"$HOME/../x"; rm -rf "$HOME/../beside"; rm -rf out/*; rm -rf out/; echo y >out/y', s)
      expect(readdirSync(s.box).sort()).toEqual(['beside', 'root', 'tmp'])
      expect(readdirSync(`${s.box}/beside`)).toEqual(['precious'])
    })

    test('the world itself cannot be removed, whatever is removed in it', async () => {
      await using s = await site({ a: dir({ b: file('b') }) })
      expect(await sh('rm -rf "$HOME" "$TMPDIR"', s)).toMatchObject({ claim: 'failure' })
      expect(readdirSync(s.box).sort()).toEqual(['root', 'tmp'])
    })

    test('modes, owners and times of what is outside cannot be changed', async () => {
      await using s = await site()
      writeFileSync(`${s.box}/outside`, '', { mode: 0o600 })
      const { output } = await sh('chmod 777 "$HOME/../outside"; touch "$HOME/../outside"; echo $?', s)
      expect(output).toMatch(/chmod.*\n.*touch.*\n1\n$/s)
    })

    test('a directory that may not be written refuses, to root too', async () => {
      await using s = await site({ locked: dir({ kept: file('kept') }, { mode: 0o555 }) })
      const { output } = await sh('echo x >locked/x; rm -f locked/kept; mv locked/kept .', s)
      expect(output.match(/Permission denied/g)).toHaveLength(3)
      expect(readdirSync(`${s.root}/locked`)).toEqual(['kept'])
    })

    test('a file that may not be read is not read, by root either', async () => {
      await using s = await site({
        secret: file('secret', { mode: 0 }),
        shut: dir({ a: file('a') }, { mode: 0 }),
      })
      expect((await sh('cat secret; ls shut', s)).output).not.toMatch(/^(secret|a)$/m)
    })

    test('no socket of a service of the host is seen', async () => {
      await using s = await site()
      expect(await sh('ls -A /run', s)).toMatchObject({ output: '', exit: 0 })
    })

    test('no process outside is seen, and none can be signalled', async () => {
      await using s = await site()
      const { output } = await sh(`kill -0 ${process.pid} || echo "not seen"; ls /proc | grep -c '^[0-9]'`, s)
      expect(output).toMatch(/not seen\n[1-6]\n$/)
    })

    test('no network is reached, unless it is asked for', async () => {
      await using s = await site()
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

    test('devices are those that every program needs, and shared memory is its own', async () => {
      await using s = await site()
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

    test('a signal means what it means elsewhere', async () => {
      await using s = await site()
      expect(await sh('kill -TERM $$; echo survived', s)).toMatchObject({
        exit: 143,
        output: expect.not.stringContaining('survived'),
      })
      expect(await sh('(exit 7); kill -9 $$; echo survived', s)).toMatchObject({ exit: 137 })
    })

    test('the parameters of the kernel cannot be changed', async () => {
      await using s = await site()
      // The same again, so that nothing comes of it where it succeeds.
      const { output } = await sh('v=$(cat /proc/sys/vm/swappiness); echo $v >/proc/sys/vm/swappiness', s)
      expect(output).toMatch(/Read-only file system|Permission denied/)
    })

    test('a program of the sandbox that is stubbed is not taken for it', async () => {
      await using s = await site()
      const subject = command(['/bin/sh', '-c', 'echo "it runs"; echo x >../beside; mount'], {
        sandbox,
        stub: ['bwrap', 'unshare', 'mount', 'setpriv', 'sh', 'env', 'sudo'],
      })
      const { output } = await ((await subject.prepare?.(s.box)) ?? subject).run(s.job)
      expect(output).toMatch(/^it runs\n.*Read-only file system\n$/)
    })

    test('the file systems cannot be made writable again', async () => {
      await using s = await site()
      expect((await sh('mount -o remount,rw / || mount --bind /tmp /etc; unshare -m true', s)).exit).not.toBe(
        0,
      )
    })

    test('what it was given to run is found although it lies in a directory that is hidden', async () => {
      await using s = await site()
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
      ['one whose parent it does not have', `/home/${HERE}/deep/er`],
      ['one in the root directory that it does not have', `/${HERE}`],
      ['one in the root directory whose parent it does not have', `/${HERE}/ubuntu`],
      ['one in /tmp', `/tmp/${HERE}`],
      ['one in /usr', `/usr/local/${HERE}`],
      ['a path that the host has', '/mnt'],
    ])('the world appears at %s, and is its HOME', async (_, mount) => {
      await using s = await site({ link: linkTo('{root}/a'), a: file('in the world') }, mount)
      const report = await sh('pwd; echo "$HOME"; cat link; echo new >"$HOME/new"', s, mount)
      expect(report).toMatchObject({ output: `${mount}\n${mount}\nin the world`, exit: 0 })
      expect(readdirSync(s.root).sort()).toEqual(['a', 'link', 'new'])
      if (mount !== '/mnt') expect(existsSync(mount)).toBe(false)
    })

    test('what lies beside it is still seen, and nothing beside it can be written', async () => {
      // Not in /dev/shm, which is hidden in the sandbox.
      const host = mkdtempSync('/tmp/vitest-shared-links-')
      try {
        writeFileSync(`${host}/tool`, '#!/bin/sh\necho tool\n', { mode: 0o755 })
        symlinkSync('tool', `${host}/link`)
        mkdirSync(`${host}/deep`)
        writeFileSync(`${host}/deep/file`, 'deep\n')
        const mount = `${host}/home/ubuntu`
        await using s = await site({}, mount)
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

    test('the request speaks of the paths that it sees', async () => {
      await using s = await site({}, `/home/${HERE}`)
      const { output } = await sh('cat', s, `/home/${HERE}`)
      expect(JSON.parse(output)).toMatchObject({
        homes: [`/home/${HERE}/.claude-compte1`, expect.any(String)],
      })
    })
  })
})

describe('whether there is a sandbox', () => {
  test.each(KINDS)('is found by trying, and leaves nothing: %s', async kind => {
    await using s = await site()
    if (!lacks(kind)) expect(await sandboxFails(kind, s.root)).toBeNull()
    if (!lacks(kind)) expect(await sandboxFails(kind, s.root, true)).toBeNull()
    expect(readdirSync(s.root)).toEqual([])
  })

  test('is answered where its program is not on the path', async () => {
    await using s = await site()
    vi.stubEnv('PATH', s.root)
    expect(await sandboxFails('bwrap', s.root)).toBe('bwrap is not installed')
    expect(await sandboxFails('unshare', s.root)).toMatch(/^(?:unshare|sudo, which .*,) is not installed$/)
    vi.unstubAllEnvs()
  })

  const SAYS: readonly (readonly [string, string, string])[] = [
    [
      'what it says where it cannot work',
      'echo "bwrap: No permissions to create new namespace" >&2; exit 1',
      'bwrap: No permissions to create new namespace',
    ],
    [
      'that it confines nothing',
      'while [ "$1" != -- ]; do [ "$1" = --chdir ] && cd "$2"; shift; done; shift; exec "$@"',
      'what lies outside of the world can be written in it',
    ],
    ['that it does nothing', 'exit 0', 'it failed with exit code 0'],
    ['that it says nothing', 'exit 3', 'it failed with exit code 3'],
  ]

  test.each(SAYS)('is answered with %s', async (_, text, answer) => {
    await using s = await site()
    writeFileSync(`${s.root}/bwrap`, `#!/bin/sh\n${text}\n`, { mode: 0o755 })
    vi.stubEnv('PATH', `${s.root}:/usr/bin:/bin`)
    expect(await sandboxFails('bwrap', dirname(s.root))).toBe(answer)
    vi.unstubAllEnvs()
    expect(readdirSync(dirname(s.root)).sort()).toEqual(['root', 'tmp'])
  })
})

test('a tracer sleeps until the last program of a sandbox starts the command', () => {
  expect(KINDS.map(lastWrapper)).toEqual(['bwrap', 'setpriv'])
  expect(lastWrapper('none')).toBeNull()
})
