import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { removeTree } from '../../../../fixtures/disk/remove.ts'
import { dir, file } from '../../../../fixtures/tree.ts'
import type { Step } from '../../../../src/observation/step.ts'
import type { Decision, Interceptor } from '../../../../src/subjects/interceptor.ts'
import { StartError } from '../../../../src/subjects/process/start-error.ts'
import { TraceError } from '../../../../src/subjects/trace/trace-error.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacksSandbox, lacksTracer, other, PYTHON, plainShell, traced, tracedShell } from './traced.ts'

describe.each([
  ['without a sandbox', null],
  ['in a sandbox', '/mnt/home'],
] as const)('%s', (_, mount) => {
  describe.skipIf(mount === null ? lacksTracer : lacksSandbox)('a run', () => {
    test('that is killed before a call is killed with all its processes', async () => {
      await using s = await buildWorld({ log: file('') })
      let decided = 0
      const interceptor: Interceptor = () => {
        decided += 1
        return decided > 30 ? 'kill' : 'continue'
      }
      const LOOP = 'while :; do echo x >>log; done'
      const ended = await tracedShell(s, `setsid sh -c '${LOOP}' & (${LOOP}) & ${LOOP}`, {
        interceptor,
        mount,
      })
      expect(ended).toMatchObject({ exit: null, stops: 31, stopped: null })
      const written = readFileSync(`${s.root}/log`, 'utf8')
      await sleep(100)
      expect(readFileSync(`${s.root}/log`, 'utf8')).toBe(written)
    })

    test('that makes calls endlessly is killed', async () => {
      await using s = await buildWorld()
      const spinning = `
import os
while True:
    os.mkdir('x'); os.rmdir('x')`
      const ended = await traced(s, [...PYTHON, spinning], {
        mount,
        timeoutMs: 60_000,
      })
      expect(ended).toMatchObject({
        exit: null,
        stops: 20_001,
        stopped: 'it had made more than 20,000 calls',
      })
    })

    test('that times out is killed; time in which it waits for its interceptor does not count', async () => {
      await using s = await buildWorld()
      const interceptor: Interceptor = ({ path }) => sleep(path === 'held' ? 1_500 : 0, 'continue' as const)
      const seen = await tracedShell(s, 'mkdir a; mkdir held', { interceptor, mount, timeoutMs: 800 })
      expect(seen).toMatchObject({ exit: 0, stopped: null, stops: 2 })
      expect(await tracedShell(s, 'mkdir b; while :; do :; done', { mount, timeoutMs: 800 })).toMatchObject({
        exit: null,
        stopped: 'it had not ended after 0.8 s of its own time',
      })
      expect(readdirSync(s.root)).toEqual(['a', 'b', 'held'])
    })

    test.each([
      ['exit 0'],
      ['mkdir a; exit 3'],
      ['kill -9 $$'],
      ['trap "" TERM HUP INT; kill -TERM 0; kill -HUP 0; mkdir a; exit 4'],
      ['setsid sleep 100 & sleep 100 >/dev/null & exit 5'],
      ['exec 2>&1; nobody-has-this'],
    ])('ends as it does untraced: %s', async text => {
      await using s = await buildWorld()
      const plain = await plainShell(s, text, { mount })
      removeTree(`${s.root}/a`)
      expect(await tracedShell(s, text, { mount })).toMatchObject(plain)
    })

    test('finds itself in the state that it has untraced', async () => {
      await using s = await buildWorld()
      const text = `env; ls /proc/self/fd; grep -E 'Sig(Ign|Blk|Cgt)' /proc/self/status; ulimit -a; umask; pwd; cat`
      const [plain, stopped] = [await plainShell(s, text, { mount }), await tracedShell(s, text, { mount })]
      expect(stopped.output.replace('UV_USE_IO_URING=0\n', '').replace(/TRACED=.*/, '')).toBe(
        plain.output.replace(/TRACED=.*/, ''),
      )
      expect(stopped.output).toContain('what it reads')
    })

    test.skipIf(other === null)('as another user is stopped', async () => {
      await using s = await buildWorld()
      const ended = await tracedShell(s, 'id -u; mkdir -p a/b; touch a/f; mkdir c', {
        mount,
        user: other,
        interceptor: ({ path }) => (path === 'c' ? { errno: 'EDQUOT' } : 'continue'),
      })
      expect(ended.steps).toEqual(['mkdir a', 'mkdir a/b', 'create a/f', 'mkdir c'])
      expect(ended.output).toMatch(/^65534\nmkdir: cannot create directory .c.: Disk quota exceeded\n$/)
    })

    test('is not confused with a concurrent one', async () => {
      await using one = await buildWorld()
      await using two = await buildWorld()
      const text = 'for i in 1 2 3 4 5 6 7 8; do mkdir $i; done'
      const interceptor: Interceptor = () => sleep(2, 'continue' as const)
      const [a, b] = await Promise.all([
        tracedShell(one, text, { mount, interceptor }),
        tracedShell(two, text, { mount, interceptor: () => ({ errno: 'EIO' }) }),
      ])
      expect([a.stops, b.stops]).toEqual([8, 8])
      expect([readdirSync(one.root).length, readdirSync(two.root).length]).toEqual([8, 0])
    })
  })
})

describe.skipIf(lacksSandbox)('in a sandbox', () => {
  test("the sandbox's own preparations are not intercepted", async () => {
    await using s = await buildWorld({ a: dir({ '.keep': file('') }) })
    const { steps } = await tracedShell(s, 'ls >/dev/null; mkdir a/b', { mount: '/mnt/deep/er/home' })
    expect(steps).toEqual(['mkdir a/b'])
  })

  test('a program is stopped in a world that is mounted where it is', async () => {
    await using s = await buildWorld()
    const { steps } = await tracedShell(s, 'mkdir a "$PWD/b"', { mount: s.root })
    expect(steps).toEqual(['mkdir a', 'mkdir b'])
  })

  test('a sandbox that starts nothing ends with its own exit code', async () => {
    await using s = await buildWorld()
    expect(await traced(s, ['no-such-program'], { mount: '/mnt/home' })).toMatchObject({
      exit: 1,
      stops: 0,
      output: expect.stringContaining('no-such-program'),
    })
  })
})

const lacksUnshare = other === null || spawnSync('unshare', ['-m', 'true']).status !== 0

test.skipIf(lacksTracer || lacksUnshare)(
  'a program of another user is stopped in a world that root mounts for it',
  async () => {
    await using s = await buildWorld()
    chmodSync(s.root, 0o777)
    const prepare = [
      'mount -t tmpfs none /mnt && mkdir /mnt/home && mount --bind . /mnt/home && cd /mnt/home',
      `exec setpriv --reuid=65534 --regid=65534 --clear-groups sh -c 'mkdir -p a/b; id -u; mkdir "$PWD/c"'`,
    ]
    const argv = ['unshare', '-m', '--propagation', 'private', 'sh', '-c', prepare.join(' && ')]
    const calls = { root: '/mnt/home', after: 'setpriv' }
    expect(await traced(s, argv, { calls })).toMatchObject({
      steps: ['mkdir a', 'mkdir a/b', 'mkdir c'],
      exit: 0,
      output: '65534\n',
    })
  },
)

describe.skipIf(lacksTracer)('tracing rejects', () => {
  test('for a program that does not exist or is not executable', async () => {
    await using s = await buildWorld()
    await expect(traced(s, ['no-such-program'])).rejects.toThrow(new StartError('no-such-program', 'ENOENT'))
    writeFileSync(`${s.root}/closed`, '', { mode: 0o600 })
    await expect(traced(s, [`${s.root}/closed`])).rejects.toThrow(/closed cannot be started \(EACCES\)/)
  })

  test('for a program that kills its supervisor', async () => {
    await using s = await buildWorld()
    const killing = tracedShell(s, 'mkdir a; kill -9 $PPID; sleep 0.2; mkdir b; exit 0')
    await expect(killing).rejects.toThrow(TraceError)
    await expect(killing).rejects.toThrow(
      'the program could not be stopped before its calls: its supervisor was killed',
    )
    expect(readdirSync(s.root)).toEqual(['a'])
  })

  test('for a program whose supervisor is killed while a call is decided', async () => {
    await using s = await buildWorld()
    const interceptor = ({ pid }: Step): Decision => {
      const [, supervisor = ''] = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
      process.kill(Number(supervisor), 'SIGKILL')
      // Its end is not noticed before the answer is written.
      while (existsSync(`/proc/${supervisor}/exe`)) {}
      return 'continue'
    }
    const seen = traced(s, ['mkdir', 'a'], { interceptor })
    await expect(seen).rejects.toThrow('its supervisor was killed')
  })
})
