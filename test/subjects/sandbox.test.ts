import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { removeTree } from '../../fixtures/remove.ts'
import { dir, file, linkTo } from '../../fixtures/tree.ts'
import { command } from '../../src/subjects/command.ts'
import { bwrapFails } from '../../src/subjects/sandbox.ts'
import { type Site, site } from './job.ts'
import { lacksBwrap } from './needs.ts'

function sh(text: string, s: Site, mount: string | null = null) {
  return command(['sh', '-c', text], { sandbox: 'bwrap', mount }).run(s.job)
}

describe.skipIf(lacksBwrap)('in the sandbox', () => {
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

  test('the file systems cannot be made writable again', async () => {
    await using s = await site()
    expect((await sh('mount -o remount,rw / || mount --bind /tmp /etc; unshare -m true', s)).exit).not.toBe(0)
  })

  test('what it was given to run is found although it lies in a directory that is hidden', async () => {
    await using s = await site()
    const hidden = vi.spyOn(process, 'cwd').mockReturnValue(s.box)
    writeFileSync(`${s.box}/install.sh`, 'echo installed\n')
    const subject = command(['sh', 'install.sh'], { sandbox: 'bwrap' })
    hidden.mockRestore()
    expect(await subject.run(s.job)).toMatchObject({ output: 'installed\n', exit: 0 })
  })
})

describe.skipIf(lacksBwrap)('mounted elsewhere', () => {
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
    expect(JSON.parse(output)).toMatchObject({ homes: [`/home/${HERE}/.claude-compte1`, expect.any(String)] })
  })
})

describe('whether there is a sandbox', () => {
  test.skipIf(lacksBwrap)('is found by trying, and leaves nothing', async () => {
    await using s = await site()
    expect(await bwrapFails(s.root)).toBeNull()
    expect(readdirSync(s.root)).toEqual([])
  })

  test('is answered where bwrap is not on the path', async () => {
    await using s = await site()
    vi.stubEnv('PATH', s.root)
    expect(await bwrapFails(s.root)).toBe('bwrap is not installed')
    vi.unstubAllEnvs()
  })

  test('is answered with what bwrap says where it cannot work', async () => {
    await using s = await site()
    writeFileSync(
      `${s.root}/bwrap`,
      '#!/bin/sh\necho "bwrap: No permissions to create new namespace" >&2\nexit 1\n',
      {
        mode: 0o755,
      },
    )
    symlinkSync('/bin/sh', `${s.root}/sh`)
    vi.stubEnv('PATH', s.root)
    expect(await bwrapFails(dirname(s.root))).toBe('bwrap: No permissions to create new namespace')
    vi.unstubAllEnvs()
  })
})
