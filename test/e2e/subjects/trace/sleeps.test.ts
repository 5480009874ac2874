import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { fifo } from '../../../../fixtures/tree.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacksSandbox, lacksTracer, PYTHON, traced, tracedShell } from './traced.ts'

const LONG = 300_000

describe.each([
  ['without a sandbox', null],
  ['in a sandbox', '/mnt/home'],
] as const)('%s', (_, mount) => {
  describe.skipIf(mount === null ? lacksTracer : lacksSandbox)('a program', () => {
    test.each([
      ['a shell', ['sh', '-c', 'sleep 3600; mkdir slept']],
      ['Python', [...PYTHON, 'import os, time; time.sleep(3600); os.mkdir("slept")']],
      [
        'Python that selects',
        [...PYTHON, 'import os, select; select.select([], [], [], 3600); os.mkdir("slept")'],
      ],
      ['Perl', ['perl', '-e', 'select undef, undef, undef, 3600; mkdir "slept"']],
    ])('sleeps without taking time: %s', async (_name, argv) => {
      await using s = await buildWorld()
      const seen = await traced(s, argv, { mount, timeoutMs: 20_000, intercept: 'none' })
      expect(seen).toMatchObject({ exit: 0, stopped: null })
      expect(existsSync(`${s.root}/slept`)).toBe(true)
    })

    test('wakes its processes in the order of their sleeps', async () => {
      await using s = await buildWorld()
      const text = '(sleep 300; echo third) & (sleep 200; echo second) & sleep 100; echo first; wait'
      expect((await tracedShell(s, text, { mount })).output).toBe('first\nsecond\nthird\n')
    })

    test('is not overtaken by the sleep of its own watchdog', async () => {
      await using s = await buildWorld()
      const busy = 'i=0; while [ $i -lt 30000 ]; do i=$((i + 1)); done'
      const seen = await tracedShell(s, `(sleep 60; kill $$) & ${busy}; echo done; kill $!`, { mount })
      expect(seen).toMatchObject({ exit: 0, output: 'done\n' })
    })

    test('is not overtaken while its calls are held', async () => {
      await using s = await buildWorld()
      const interceptor = async () => {
        await sleep(700)
        return 'continue' as const
      }
      const busy = 'i=0; while [ $i -lt 3000 ]; do i=$((i + 1)); done'
      const text = `(sleep 0.5; mkdir late) & sleep 0.1; mkdir a; ${busy}; mkdir b`
      const seen = await tracedShell(s, text, { mount, interceptor })
      expect(seen).toMatchObject({ exit: 0, steps: ['mkdir a', 'mkdir b'] })
    })

    test('that sleeps until a point in time reaches it', async () => {
      await using s = await buildWorld()
      const text =
        'end=$(($(date +%s) + 2)); n=0; while [ $(date +%s) -lt $end ]; do sleep 0.1; done; echo ok'
      expect(await tracedShell(s, text, { mount })).toMatchObject({ exit: 0, stops: 0, output: 'ok\n' })
    })

    test('that waits for itself alone is stopped at once', async () => {
      await using s = await buildWorld({ pipe: fifo() })
      expect(await tracedShell(s, 'cat pipe', { mount, timeoutMs: LONG })).toMatchObject({
        exit: null,
        stopped: expect.stringMatching('waited for what no other could do'),
      })
    })

    test('that waits for a real timer is not', async () => {
      await using s = await buildWorld()
      const node = [process.execPath, '-e', 'setTimeout(() => console.log("ok"), 1000)']
      expect(await traced(s, node, { mount })).toMatchObject({ exit: 0, output: 'ok\n' })
    })

    test('says that it sleeps, and that it is blocked, while other runs are in progress', async () => {
      await using s = await buildWorld({ pipe: fifo() })
      const seen: string[] = []
      const waits = {
        race: 0,
        asleep: async () => {
          seen.push('asleep')
          await sleep(50)
          seen.push('awake')
        },
        blocked: async () => void seen.push('blocked'),
      }
      const text = 'sleep 3600; echo "$(cat pipe)" >seen & sleep 0.5; wait'
      const run = tracedShell(s, text, { mount, waits, timeoutMs: 2000 })
      expect((await run).stopped).toMatch('2 s of its own time')
      expect(seen).toEqual(['asleep', 'awake', 'asleep', 'awake', 'blocked'])
    })
  })
})
