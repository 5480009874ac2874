import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { setImmediate as nextRound } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { ForkServer } from '../../../../src/subjects/trace/fork-server.ts'
import { TraceError } from '../../../../src/subjects/trace/trace-error.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { PYTHON } from '../../../machine/python.ts'
import { lacksTracer, traced, tracedShell } from './traced.ts'

/** Prints the process numbers of its supervisor, and of that one's parent, the server. */
const PARENTS = "echo $PPID $(cut -d' ' -f4 /proc/$PPID/stat)"

describe.skipIf(lacksTracer)('a fork server', () => {
  const parents = async () => {
    await using s = await buildWorld()
    const { output } = await tracedShell(s, PARENTS)
    return output.trim().split(' ').map(Number)
  }

  test('starts once, and forks for each program', async () => {
    const [one, two, three] = await Promise.all([parents(), parents(), parents()])
    expect(new Set([one[0], two[0], three[0]]).size).toBe(3)
    expect(new Set([one[1], two[1], three[1]]).size).toBe(1)
    expect((await parents())[1]).toBe(one[1])
  })

  test('is restarted after it was killed, and its supervisors go on', async () => {
    await using s = await buildWorld()
    const [, server] = await parents()
    const under = tracedShell(s, `mkdir a; while [ -d /proc/${server}/fd ]; do sleep 0.01; done; mkdir b`, {
      interceptor: ({ path }) => {
        if (path === 'a') process.kill(Number(server), 'SIGKILL')
        return 'continue'
      },
    })
    expect(await under).toMatchObject({ exit: 0, steps: ['mkdir a', 'mkdir b'] })
    const [, next] = await parents()
    expect(next).not.toBe(server)
  })

  test('loses no message while this process is busy', async () => {
    await using s = await buildWorld()
    let isOver = false
    const run = tracedShell(s, 'exit 3').finally(() => {
      isOver = true
    })
    const shared = new Int32Array(new SharedArrayBuffer(4))
    while (!isOver) {
      Atomics.wait(shared, 0, 0, 100)
      await nextRound()
    }
    expect(await run).toMatchObject({ exit: 3, output: '' })
  })

  test('passes on every byte', async () => {
    await using s = await buildWorld()
    const odd = 'x\udcff\ud83d\ude00\n"\\'
    const { output, steps } = await traced(s, [
      'sh',
      '-c',
      'mkdir "$1"; printf %s "$1" | od -An -tx1',
      'sh',
      odd,
    ])
    expect(output.trim()).toBe('78 ff f0 9f 98 80 0a 22 5c')
    expect(steps).toEqual([`mkdir ${odd}`])
  })

  test("closes a connection that is not a supervisor's", async () => {
    const [, server] = await parents()
    const argv = readFileSync(`/proc/${server}/cmdline`, 'utf8').split('\0')
    const stranger = connect(`\0${argv.at(-2)}`)
    stranger.write('0123456789abcdef0123456789abcdef talk\n')
    await once(stranger, 'close')
    expect((await parents())[1]).toBe(server)
  })

  test.each([
    ['is missing', null, 'ENOENT'],
    ['exits at once', '#!/bin/sh\nexit 1\n', 'ended'],
    ['prints why it exits', '#!/bin/sh\necho no modules >&2\nexit 1\n', 'no modules'],
  ])('rejects for a Python that %s', async (_, text, why) => {
    await using s = await buildWorld()
    const python = `${s.root}/python3`
    if (text !== null) writeFileSync(python, text, { mode: 0o755 })
    const program = {
      argv: ['true'],
      env: {},
      cwd: '/',
      stdin: '',
      timeoutMs: 1000,
      processLimit: null,
      envMarker: null,
    }
    const calls = { root: s.root, intercept: 'changes', after: null, waits: null, python } as const
    const forked = ForkServer.of(python).then(server => server.fork(program, calls))
    await expect(forked).rejects.toThrow(TraceError)
    await expect(forked).rejects.toThrow(why)
  })

  describe('ends', () => {
    const TRACES = fileURLToPath(new URL('./traces.ts', import.meta.url))
    const argv = (text: string) => ['--import', 'jiti/register', TRACES, PYTHON, text]
    const gone = async (pids: string) => {
      for (const pid of pids.trim().split(/\s+/))
        await vi.waitUntil(() => !existsSync(`/proc/${pid}/exe`), 5000)
    }

    test('with its process, which it does not keep alive', async () => {
      const { stdout, stderr, status } = spawnSync(process.execPath, argv(PARENTS), { encoding: 'utf8' })
      expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
      expect(stdout).toMatch(/^\d+ \d+$/m)
      await gone(stdout)
    })

    test('with its process when that is killed, and so do its supervisors', async () => {
      await using s = await buildWorld()
      const log = `${s.root}/log`
      const child = spawn(process.execPath, argv(`(echo $$; ${PARENTS}) >${log}; exec sleep 100`))
      const ended = once(child, 'exit')
      const pids = await vi.waitUntil(() => {
        const text = existsSync(log) ? readFileSync(log, 'utf8') : ''
        return /^\d+\n\d+ \d+\n$/.test(text) && text
      }, 20_000)
      child.kill('SIGKILL')
      await ended
      await gone(pids)
    })
  })
})
