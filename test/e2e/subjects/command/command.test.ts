import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { file } from '../../../../fixtures/tree.ts'
import { command } from '../../../../src/subjects/command/command.ts'
import type { Sandbox } from '../../../../src/subjects/sandbox/sandbox.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacks } from '../../../machine/capabilities.ts'

const SANDBOXES: readonly Sandbox[] = ['none', 'bwrap', 'unshare']

describe.each(SANDBOXES)('a command in sandbox %s', sandbox => {
  const run = (argv: readonly string[], job: Parameters<ReturnType<typeof command>['run']>[0]) =>
    command(argv, { sandbox }).run(job)
  const sh = (text: string, job: Parameters<ReturnType<typeof command>['run']>[0]) =>
    run(['sh', '-c', text], job)
  describe.skipIf(lacks(sandbox))('is run with', () => {
    test('HOME and PWD at the world, and no variable that leads to a real home', async () => {
      vi.stubEnv('CLAUDE_CONFIG_DIR', '/home/me/.claude')
      vi.stubEnv('XDG_CONFIG_HOME', '/home/me/.config')
      vi.stubEnv('OLDPWD', '/home/me')
      vi.stubEnv('BASH_ENV', '/home/me/.bashrc')
      vi.stubEnv('LC_ALL', 'de_DE.UTF-8')
      await using s = await buildWorld()
      const { output } = await run(['env'], s.job)
      vi.unstubAllEnvs()
      const env = Object.fromEntries(output.split('\n').map(line => line.split(/=(.*)/s, 2)))
      expect(env).toMatchObject({
        HOME: s.root,
        PWD: s.root,
        LC_CTYPE: 'C.UTF-8',
        TMPDIR: `${s.box}/tmp`,
        XDG_CACHE_HOME: `${s.box}/tmp/cache`,
        XDG_STATE_HOME: `${s.box}/tmp/state`,
        SHARED_LINKS_ROOT: s.root,
        SHARED_LINKS_REQUEST: `${s.box}/tmp/request.json`,
      })
      expect(output).not.toContain('/home/me')
      expect(output).not.toContain('LC_ALL')
    })

    test('the world as its working directory', async () => {
      await using s = await buildWorld()
      expect((await run(['pwd', '-P'], s.job)).output).toBe(`${s.root}\n`)
    })

    test('the request in a file and on its standard input', async () => {
      await using s = await buildWorld()
      const { output } = await sh('cat; echo; cat "$SHARED_LINKS_REQUEST"', s.job)
      const [input, inFile] = output.split('\n')
      expect(JSON.parse(input ?? '')).toEqual(s.job.request)
      expect(inFile).toBe(input)
    })

    test('{root}, {request} and {homes} replaced', async () => {
      await using s = await buildWorld()
      const argv = ['printf', '%s\n', '--root={root}', '{request}', '{homes}', 'x{homes}']
      expect((await run(argv, s.job)).output.trimEnd().split('\n')).toEqual([
        `--root=${s.root}`,
        `${s.box}/tmp/request.json`,
        ...s.job.request.homes,
        'x{homes}',
      ])
    })

    test('arguments that name files of the caller made absolute, and no others', async () => {
      await using s = await buildWorld()
      const argv = ['printf', '%s\n', 'package.json', './src', 'no-such-file', '-e', '', 'src/']
      const here = process.cwd()
      expect((await run(argv, s.job)).output).toBe(
        `${here}/package.json\n${here}/src\nno-such-file\n-e\n\n${here}/src\n`,
      )
    })

    test('a program that is named by a relative path', async () => {
      await using s = await buildWorld()
      mkdirSync(`${s.box}/repo`)
      writeFileSync(`${s.box}/repo/install.sh`, '#!/bin/sh\necho "installed"\n', { mode: 0o755 })
      const cwd = vi.spyOn(process, 'cwd').mockReturnValue(`${s.box}/repo`)
      const subject = command(['./install.sh'], { sandbox })
      cwd.mockRestore()
      expect(await subject.run(s.job)).toMatchObject({ claim: 'success', output: 'installed\n' })
    })
  })

  describe.skipIf(lacks(sandbox))('reports', () => {
    test('success for exit code 0 and failure for any other', async () => {
      await using s = await buildWorld()
      expect(await run(['true'], s.job)).toEqual({ claim: 'success', named: null, output: '', exit: 0 })
      expect(await run(['false'], s.job)).toEqual({ claim: 'failure', named: null, output: '', exit: 1 })
      expect(await sh('exit 42', s.job)).toMatchObject({ claim: 'failure', exit: 42 })
    })

    test('failure when a signal killed it', async () => {
      await using s = await buildWorld()
      expect(await sh('kill -SEGV $$', s.job)).toMatchObject({ claim: 'failure' })
    })

    test('both of its outputs', async () => {
      await using s = await buildWorld()
      expect((await sh('echo out; echo err >&2', s.job)).output.split('\n').sort()).toEqual([
        '',
        'err',
        'out',
      ])
    })

    test('64 KiB of output, and reads the rest so that the program can end', async () => {
      await using s = await buildWorld()
      const { claim, output } = await sh('yes | head -c 3000000; exit 0', s.job)
      expect(claim).toBe('success')
      expect(output).toHaveLength(64 * 1024)
    })

    test('output that is not UTF-8 byte for byte', async () => {
      await using s = await buildWorld()
      expect((await sh(`printf 'a\\377b\\000c'`, s.job)).output).toBe('a\udcffb\0c')
    })

    test('success when the program does not read a long standard input', async () => {
      await using s = await buildWorld()
      const homes = Array.from({ length: 20_000 }, (_, i) => `${s.root}/home-${i}`)
      const job = { ...s.job, request: { ...s.job.request, homes } }
      expect(await run(['true'], job)).toMatchObject({ claim: 'success', exit: 0 })
    })
  })

  describe.skipIf(lacks(sandbox))('leaves', () => {
    test('what it did in the world', async () => {
      await using s = await buildWorld({ old: file('old') })
      await sh('echo new >new; rm old', s.job)
      expect(readFileSync(`${s.root}/new`, 'utf8')).toBe('new\n')
      expect(s.root).toMatchTree({ new: file('new\n') })
    })

    test('its next run unable to write through a link that replaced the request', async () => {
      await using s = await buildWorld()
      writeFileSync(`${s.box}/precious`, 'precious')
      await sh(`ln -sf "${s.box}/precious" "$SHARED_LINKS_REQUEST"`, s.job)
      expect((await sh('cat "$SHARED_LINKS_REQUEST"', s.job)).output).toBe(JSON.stringify(s.job.request))
      expect(readFileSync(`${s.box}/precious`, 'utf8')).toBe('precious')
      await sh('rm "$SHARED_LINKS_REQUEST"; mkdir -p "$SHARED_LINKS_REQUEST/x"', s.job)
      expect((await sh('cat "$SHARED_LINKS_REQUEST"', s.job)).output).toBe(JSON.stringify(s.job.request))
    })
  })
})
