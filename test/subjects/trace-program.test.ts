import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { removeTree } from '../../fixtures/disk/remove.ts'
import { type TempDir, tempDir } from '../../fixtures/temp.ts'
import { dir, file, linkTo } from '../../fixtures/tree.ts'
import type { Step } from '../../src/observation/step.ts'
import type { Decision, Interceptor } from '../../src/subjects/interceptor.ts'
import { StartError } from '../../src/subjects/process/start-error.ts'
import { findTracer } from '../../src/subjects/trace/find-tracer.ts'
import { TraceError } from '../../src/subjects/trace/trace-error.ts'
import { buildWorld } from './job.ts'
import { lacksSandbox, lacksTracer, other, plainShell, traced, tracedShell } from './traced.ts'

const PYTHON = ['/usr/bin/python3', '-I', '-S', '-c'] as const
const lacksGo = spawnSync('go', ['version']).status !== 0

describe.skipIf(lacksTracer)('a program is stopped before each change in the world', () => {
  test('whichever call makes it', async () => {
    await using s = await buildWorld({ old: file('old'), log: file('') })
    const { steps, exit, stops } = await tracedShell(
      s,
      `mkdir d; printf x >f; ln -s f l; ln f h; mv h d/h; chmod 600 f; chown -h 0:0 l; mkfifo p
       truncate -s 3 old; rm l; rmdir d 2>/dev/null; printf y >>log; cp f g`,
    )
    expect(steps).toEqual([
      'mkdir d',
      'create f',
      'write f',
      'symlink l',
      'link f -> h',
      'rename h -> d/h',
      'chmod f',
      'chown l',
      'mknod p',
      'create old',
      'truncate old',
      'unlink l',
      'rmdir d',
      'create log',
      'write log',
      'create g',
      'write g',
      // cp copies until there is nothing left.
      'write g',
    ])
    expect({ exit, stops }).toEqual({ exit: 0, stops: 18 })
  })

  test('however it spells the path', async () => {
    await using s = await buildWorld({ link: linkTo('{root}/a') })
    const { steps } = await tracedShell(
      s,
      `mkdir -p a/b/c; cd a/b; mkdir ./d ../e c//f/; cd c; mkdir "$PWD/../../g"; (cd f && mkdir ../../../../h)`,
    )
    expect(steps.map(step => step.replace('mkdir ', ''))).toEqual([
      'a',
      'a/b',
      'a/b/c',
      'a/b/d',
      'a/e',
      'a/b/c/f',
      'a/g',
      'h',
    ])
  })

  test('and before no other call', async () => {
    await using s = await buildWorld({ f: file('f') })
    const { steps } = await tracedShell(
      s,
      `cat f >../tmp/out; ls -R >/dev/null; mkdir ../tmp/d ../root-beside; test -e f; echo said; chmod 755 .`,
    )
    expect(steps).toEqual([])
    expect(readdirSync(`${s.box}/tmp`).sort()).toEqual(['d', 'out'])
  })

  test('when a rename or a link leads into it or out of it', async () => {
    await using s = await buildWorld({ f: file('f') })
    const { steps } = await tracedShell(
      s,
      `mv f ../tmp/g; mv ../tmp/g h; ln h ../tmp/i; ln ../tmp/i j; mv j .././root/k`,
    )
    expect(steps).toEqual(['rename f', 'rename h', 'link h', 'link j', 'rename j -> k'])
  })

  test.each([
    ['a newline', '"two\nlines"', 'two\nlines'],
    ['bytes that are not UTF-8', "$(printf 'x\\377y')", 'x\udcffy'],
    ['spaces and percent signs', "' %20 '", ' %20 '],
    ['the suffix by which the kernel marks removed files', "'x (deleted)'", 'x (deleted)'],
  ])('whose path holds %s', async (_, word, name) => {
    await using s = await buildWorld()
    const { steps, exit } = await tracedShell(s, `mkdir ${word}; cd ${word}; mkdir in; echo x >in/${word}`)
    expect(steps).toEqual([
      `mkdir ${name}`,
      `mkdir ${name}/in`,
      `create ${name}/in/${name}`,
      `write ${name}/in/${name}`,
    ])
    expect(exit).toBe(0)
  })

  test('from a directory that was removed, but not before a write to a removed file', async () => {
    await using s = await buildWorld()
    const { steps } = await tracedShell(
      s,
      `mkdir a a/b; exec 5>a/b/f; rm a/b/f; echo x >&5; cd a/b; rmdir ../b; /bin/mkdir ../c; /bin/mkdir d`,
    )
    expect(steps).toEqual([
      'mkdir a',
      'mkdir a/b',
      'create a/b/f',
      'unlink a/b/f',
      'rmdir a/b',
      'mkdir a/c',
      'mkdir a/b/d',
    ])
  })

  test('and before each look, when all calls are intercepted', async () => {
    await using s = await buildWorld({ d: dir({ f: file('f') }), l: linkTo('d/f') })
    const script = `
import os
os.stat('d'); os.lstat('l'); os.access('d/f', os.R_OK); os.readlink('l'); os.listdir('d'); os.chdir('d')
open('f').close(); open('new', 'w').close()`
    const { steps } = await traced(s, [...PYTHON, script], { intercept: 'all' })
    expect(steps).toEqual([
      'look: stat d',
      'look: stat l',
      'look: access d/f',
      'look: readlink l',
      'look: open d',
      'look: readdir d',
      'look: readdir d',
      'look: chdir d',
      'look: open d/f',
      'create d/new',
    ])
  })
})

describe.skipIf(lacksTracer)('in any language', () => {
  let temp: TempDir
  beforeAll(async () => {
    temp = await tempDir()
    if (lacksGo) return
    writeFileSync(
      `${temp.path}/main.go`,
      `package main
import "os"
func main() {
  os.MkdirAll("a/b", 0o755)
  os.WriteFile("a/b/f", []byte("x"), 0o600)
  os.Rename("a/b/f", "a/g")
  if err := os.Symlink("g", "a/l"); err != nil { println(err.Error()); os.Exit(3) }
}`,
    )
    const built = spawnSync('go', ['build', '-o', 'linker', 'main.go'], {
      cwd: temp.path,
      encoding: 'utf8',
      env: { ...process.env, CGO_ENABLED: '0', GO111MODULE: 'off' },
    })
    expect(built).toMatchObject({ status: 0, stderr: '' })
  })
  afterAll(() => temp.remove())

  const STEPS = ['mkdir a', 'mkdir a/b', 'create a/b/f', 'write a/b/f', 'rename a/b/f -> a/g', 'symlink a/l']
  const LINKS_IN_PYTHON = `
import os
os.makedirs('a/b')
with open('a/b/f', 'w') as f: f.write('x')
os.replace('a/b/f', 'a/g')
os.symlink('g', 'a/l')`
  const LINKS_IN_NODE = `
import { mkdir, writeFile, rename, symlink } from 'node:fs/promises'
await mkdir('a'); await mkdir('a/b')
await writeFile('a/b/f', 'x')
await rename('a/b/f', 'a/g')
await symlink('g', 'a/l')`

  const CASES: readonly (readonly [string, () => string[], string])[] = [
    [
      'a shell that forks',
      () => ['sh', '-c', 'mkdir -p a/b; echo x >a/b/f; mv a/b/f a/g; ln -s g a/l'],
      'ln',
    ],
    ['Python', () => [...PYTHON, LINKS_IN_PYTHON], 'python3'],
    ['the threads of Node', () => [process.execPath, '--input-type=module', '-e', LINKS_IN_NODE], 'node'],
    ['a static Go program', () => [`${temp.path}/linker`], 'linker'],
  ]
  test.each(CASES)('%s is stopped', async (name, argv, program) => {
    if (name.includes('Go') && lacksGo) return
    await using s = await buildWorld()
    const { steps, by, exit, output } = await traced(s, argv())
    expect({ steps, exit, output }).toEqual({ steps: STEPS, exit: 0, output: '' })
    expect(by.at(-1)).toBe(program)
  })

  test.skipIf(lacksGo)('a static Go program receives the errno', async () => {
    await using s = await buildWorld()
    const interceptor: Interceptor = ({ call }) => (call === 'symlink' ? { errno: 'EROFS' } : 'continue')
    expect(await traced(s, [`${temp.path}/linker`], { interceptor })).toMatchObject({
      exit: 3,
      output: 'symlink g a/l: read-only file system\n',
    })
  })
})

describe.skipIf(lacksTracer)('an interceptor', () => {
  test('fails a call as if the disk were full', async () => {
    await using s = await buildWorld()
    const ended = await tracedShell(s, 'mkdir a', { interceptor: () => ({ errno: 'ENOSPC' }) })
    expect(ended).toMatchObject({ exit: 1, stops: 1, spun: false, timedOut: false })
    expect(ended.output).toMatch(/^mkdir: cannot create directory .a.: No space left on device\n$/)
    expect(readdirSync(s.root)).toEqual([])
  })

  test('decides the calls of all processes in their order', async () => {
    await using s = await buildWorld()
    let decided = 0
    const interceptor: Interceptor = () => {
      decided += 1
      return decided === 3 ? { errno: 'EIO' } : 'continue'
    }
    const { output } = await tracedShell(s, 'for i in 1 2 3 4; do mkdir $i & wait; done', { interceptor })
    expect(output).toMatch(/^mkdir: cannot create directory .3.: Input\/output error\n$/)
    expect(readdirSync(s.root)).toEqual(['1', '2', '4'])
  })

  test('decides one call at a time, while the others wait', async () => {
    await using s = await buildWorld()
    let under = 0
    let most = 0
    const interceptor = async ({ path }: Step): Promise<Decision> => {
      under += 1
      most = Math.max(most, under)
      await sleep(30)
      expect(existsSync(`${s.root}/${path}`)).toBe(false)
      under -= 1
      return 'continue'
    }
    const { stops } = await tracedShell(s, 'for i in 1 2 3 4 5 6; do mkdir $i & done; wait', { interceptor })
    expect({ stops, most }).toEqual({ stops: 6, most: 1 })
  })

  test('may change the world before the call', async () => {
    await using s = await buildWorld()
    const interceptor: Interceptor = ({ path }) => {
      mkdirSync(`${s.root}/${path}`)
      return 'continue'
    }
    const { output, exit } = await tracedShell(s, 'test ! -e a && mkdir a', { interceptor })
    expect(output).toMatch(/^mkdir: cannot create directory .a.: File exists\n$/)
    expect(exit).toBe(1)
  })

  test('decides a call once that signals interrupt', async () => {
    await using s = await buildWorld()
    const script = `
import os, signal
signal.signal(signal.SIGALRM, lambda *_: None)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
for name in 'abc': os.mkdir(name)
signal.setitimer(signal.ITIMER_REAL, 0)`
    const { steps, exit } = await traced(s, [...PYTHON, script], {
      interceptor: () => sleep(60, 'continue' as const),
    })
    expect({ steps, exit }).toEqual({ steps: ['mkdir a', 'mkdir b', 'mkdir c'], exit: 0 })
  })

  test('decides a call whose process is killed meanwhile, and the others go on', async () => {
    await using s = await buildWorld()
    const interceptor = async ({ path }: Step): Promise<Decision> => {
      if (path !== 'a') return 'continue'
      const pid = readFileSync(`${s.box}/tmp/pid`, 'utf8').trim()
      process.kill(Number(pid), 'SIGKILL')
      while (existsSync(`/proc/${pid}/cwd`)) await sleep(5)
      return 'continue'
    }
    const text = `sh -c 'echo $$ >../tmp/pid; exec mkdir a'; mkdir b`
    const { steps, exit } = await tracedShell(s, text, { interceptor })
    expect({ steps, exit, made: readdirSync(s.root) }).toEqual({
      steps: ['mkdir a', 'mkdir b'],
      exit: 0,
      made: ['b'],
    })
  })

  test.each([
    ['throws', () => Promise.reject(new Error('it threw')), 'it threw'],
    ['names an unknown errno', () => ({ errno: 'ENOSUCH' }), 'ENOSUCH is not an errno of this system'],
  ] satisfies [string, Interceptor, string][])('ends the run when it %s', async (_, interceptor, message) => {
    await using s = await buildWorld()
    await expect(tracedShell(s, 'mkdir a; mkdir b', { interceptor })).rejects.toThrow(message)
    expect(readdirSync(s.root)).toEqual([])
  })
})

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
      expect(ended).toMatchObject({ exit: null, stops: 31, spun: false, timedOut: false })
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
      expect(ended).toMatchObject({ exit: null, stops: 20_001, spun: true, timedOut: false })
    })

    test('that times out is killed; time in which it waits for its interceptor does not count', async () => {
      await using s = await buildWorld()
      const interceptor: Interceptor = ({ path }) => sleep(path === 'held' ? 1_500 : 0, 'continue' as const)
      const seen = await tracedShell(s, 'mkdir a; mkdir held', { interceptor, mount, timeoutMs: 800 })
      expect(seen).toMatchObject({ exit: 0, timedOut: false, stops: 2 })
      expect(await tracedShell(s, 'mkdir b; sleep 100', { mount, timeoutMs: 800 })).toMatchObject({
        exit: null,
        timedOut: true,
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
})

describe('a tracer', () => {
  test.skipIf(lacksTracer)('is a Python that every user may run', async () => {
    expect(await findTracer(other)).toEqual({ by: 'seccomp', python: expect.stringMatching(/^\/.*python3/) })
  })

  test.skipIf(lacksTracer).each([
    ['does not work', 0o755],
    ['cannot be started', 0o644],
  ])('is found even if the first Python on the path %s', async (_, mode) => {
    await using s = await buildWorld()
    writeFileSync(`${s.root}/python3`, '#!/bin/sh\nexit 1\n', { mode })
    vi.stubEnv('PATH', `${s.root}:${process.env['PATH']}`)
    expect(await findTracer(other)).toEqual({ by: 'seccomp', python: expect.not.stringContaining(s.root) })
    vi.unstubAllEnvs()
  })
})
