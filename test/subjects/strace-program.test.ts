import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { linkTo } from '../../fixtures/tree.ts'
import { command } from '../../src/subjects/command.ts'
import type { Decision, Director, Step } from '../../src/subjects/director.ts'
import { StartError } from '../../src/subjects/start-error.ts'
import { TraceError } from '../../src/subjects/trace-error.ts'
import { straceFails } from '../../src/subjects/tracer.ts'
import { site } from './job.ts'
import { lacksStrace } from './needs.ts'
import { lacksSandbox, other, straced } from './traced.ts'

const PYTHON = ['/usr/bin/python3', '-I', '-S', '-c'] as const
// strace holds a call for some milliseconds; where the machine is busy, that may be too short for once.
const TRIES = { retry: 2 }
const shell = (text: string) => ['sh', '-c', text]

describe.skipIf(lacksStrace)('by strace a program is stopped before each change in the world', TRIES, () => {
  test('in a shell that forks', async () => {
    await using s = await site()
    const { steps, by, exit, output } = await straced(
      s,
      shell('mkdir -p a/b; echo x >a/b/f; mv a/b/f a/g; ln -s g a/l; mkdir ../tmp/d; cat a/g'),
    )
    expect({ exit, output }).toEqual({ exit: 0, output: 'x\n' })
    expect(steps).toEqual([
      'mkdir a',
      'mkdir a/b',
      'create a/b/f',
      'write a/b/f',
      'rename a/b/f -> a/g',
      'symlink a/l',
    ])
    expect(by).toEqual(['mkdir', 'mkdir', 'sh', 'sh', 'mv', 'ln'])
  })

  test('in Python, and before each look where that is asked', async () => {
    await using s = await site({ l: linkTo('d/f') })
    const text = `
import os
os.mkdir('d'); os.lstat('l'); os.readlink('l'); os.chdir('d'); open('new', 'w').close()`
    const { steps } = await straced(s, [...PYTHON, text], { sees: 'all' })
    expect(steps).toEqual(['mkdir d', 'look: stat l', 'look: readlink l', 'look: chdir d', 'create d/new'])
  })

  test.each([
    ['a newline', '"two\nlines"', 'two\nlines'],
    ['bytes that are no UTF-8', "$(printf 'x\\377y')", 'x\udcffy'],
    ['quotes, commas and parentheses', `'a", 0777) = 0'`, 'a", 0777) = 0'],
    ['the end of a name that says it was removed', "'x (deleted)'", 'x (deleted)'],
  ])('whose path holds %s', async (_, word, name) => {
    await using s = await site()
    const { steps, exit } = await straced(s, shell(`mkdir ${word}; cd ${word}; mkdir in; echo x >in/${word}`))
    expect(steps).toEqual([
      `mkdir ${name}`,
      `mkdir ${name}/in`,
      `create ${name}/in/${name}`,
      `write ${name}/in/${name}`,
    ])
    expect(exit).toBe(0)
  })

  test.skipIf(lacksSandbox)('in a sandbox, at the path where it is mounted', async () => {
    await using s = await site()
    const { steps, exit } = await straced(s, shell('mkdir /mnt/home/a; cd a; mkdir b ../../c 2>/dev/null'), {
      mount: '/mnt/home',
    })
    expect(steps).toEqual(['mkdir a', 'mkdir a/b'])
    expect(exit).toBe(0)
  })

  test.runIf(other !== null)('as another user', async () => {
    await using s = await site()
    expect(await straced(s, shell('mkdir a'), { user: other })).toMatchObject({ steps: ['mkdir a'], exit: 0 })
  })
})

describe.skipIf(lacksStrace)('by strace the director', TRIES, () => {
  test.each([
    ['without a sandbox', null],
    ['in a sandbox', '/mnt/home'],
  ] as const)('ends a run with all its processes before a call, %s', async (_, mount) => {
    if (mount !== null && lacksSandbox) return
    await using s = await site()
    const director: Director = ({ path }) => (path === 'b' ? 'die' : 'go')
    const ended = await straced(s, shell('setsid sh -c "sleep 5; mkdir late" & mkdir a; mkdir b; mkdir c'), {
      director,
      mount,
    })
    expect(ended).toMatchObject({ steps: ['mkdir a', 'mkdir b'], exit: null, spun: false, timedOut: false })
    expect(readdirSync(s.root)).toEqual(['a'])
  })

  test('may act between two calls', async () => {
    await using s = await site()
    const director: Director = ({ path }) => {
      expect(existsSync(`${s.root}/${path}`)).toBe(false)
      if (path === 'b') mkdirSync(`${s.root}/b`)
      return 'go'
    }
    const { output, exit, missed } = await straced(s, shell('mkdir a; test ! -e b && mkdir b'), { director })
    expect(output).toMatch(/^mkdir: cannot create directory .b.: File exists\n$/)
    expect({ exit, missed }).toEqual({ exit: 1, missed: null })
  })

  test('is asked about one call at a time', async () => {
    await using s = await site()
    let under = 0
    const director = async (): Promise<Decision> => {
      under += 1
      expect(under).toBe(1)
      await new Promise(resolve => setTimeout(resolve, 20))
      under -= 1
      return 'go'
    }
    const { stops } = await straced(s, shell('for i in 1 2 3 4; do mkdir $i & done; wait'), { director })
    expect(stops).toBe(4)
  })

  test('ends the run where it throws', async () => {
    await using s = await site()
    const director: Director = () => Promise.reject(new Error('it threw'))
    await expect(straced(s, shell('mkdir a; mkdir b'), { director })).rejects.toThrow('it threw')
    expect(readdirSync(s.root)).toEqual([])
  })
})

describe.skipIf(lacksStrace)('by strace a call fails', TRIES, () => {
  const failing = (path: string): Director => {
    return (step: Step) => (step.path === path ? { errno: 'ENOSPC' } : 'go')
  }
  const FAIL = { calls: ['mkdir'], path: 'a/b', errno: 'ENOSPC', nth: 1 } as const

  test('that was planned to', async () => {
    await using s = await site()
    const ended = await straced(s, shell('mkdir -p a/b || exit 3; mkdir c'), {
      director: failing('a/b'),
      fail: FAIL,
    })
    expect(ended).toMatchObject({ exit: 3, missed: null, steps: ['mkdir a/b'] })
    expect(ended.output).toMatch(/^mkdir: cannot create directory .a\/b.: No space left on device\n$/)
    expect(readdirSync(s.root)).toEqual(['a'])
  })

  test('each time that it was', async () => {
    await using s = await site()
    const ended = await straced(s, shell('mkdir a; mkdir a/b; mkdir a/b; test ! -e a/b'), {
      director: failing('a/b'),
      fail: { ...FAIL, nth: null },
    })
    expect(ended).toMatchObject({ exit: 0, missed: null, stops: 2 })
  })

  test.each([
    ['that never comes', 'mkdir c', FAIL, 'a/b', null],
    ['that the director did not want', 'mkdir a; mkdir a/b', FAIL, 'c', 'otherwise'],
    ['that was not planned', 'mkdir a; mkdir a/b', undefined, 'a/b', 'otherwise'],
    ['that another process makes as well', 'mkdir -p a/b; mkdir -p a/b', FAIL, 'none', 'otherwise'],
  ] as const)('and one %s is never taken for it', async (_, text, fail, wanted, missed) => {
    await using s = await site()
    const ended = await straced(s, shell(text), { director: failing(wanted), ...(fail && { fail }) })
    expect(ended.missed).toBe(missed)
    if (fail === FAIL && wanted === 'a/b') expect(ended.stops).toBe(0)
  })
})

describe.skipIf(lacksStrace)('by strace the end of a program', TRIES, () => {
  test.each([
    ['its exit code', 'exit 3', { exit: 3 }],
    ['a signal', 'kill -9 $$', { exit: null }],
  ])('is told by %s', async (_, text, expected) => {
    await using s = await site()
    expect(await straced(s, shell(text))).toMatchObject({ ...expected, timedOut: false })
  })

  test('comes in time', async () => {
    await using s = await site()
    expect(await straced(s, shell('mkdir a; sleep 20'), { timeout: 300 })).toMatchObject({
      exit: null,
      timedOut: true,
    })
  })

  test('is no end where strace itself is killed', async () => {
    await using s = await site()
    await expect(
      straced(s, shell('kill -9 $(sed -n "s/TracerPid:.//p" /proc/$$/status); sleep 1')),
    ).rejects.toThrow(TraceError)
  })

  test('is an error where it cannot be started', async () => {
    await using s = await site()
    await expect(straced(s, ['no-such-program'])).rejects.toThrow(StartError)
  })
})

describe.skipIf(lacksStrace)('strace', TRIES, () => {
  test('is found by trying', async () => {
    expect(await straceFails(other)).toBe(null)
    const path = process.env['PATH']
    process.env['PATH'] = '/nowhere'
    try {
      expect(await straceFails(null)).toBe('strace is not installed')
    } finally {
      process.env['PATH'] = path
    }
  })

  test('stops a command that is told to be stopped by it', async () => {
    await using s = await site()
    const subject = await command(['sh', '-c', 'mkdir a'], {
      sandbox: 'none',
      tracer: { by: 'strace' },
    }).prepared?.()
    expect(subject?.stops).toEqual({ by: 'strace' })
    const steps: string[] = []
    const director: Director = ({ call, path }) => {
      steps.push(`${call} ${path}`)
      return { errno: 'EROFS' }
    }
    const fail = { calls: ['mkdir'], path: 'a', errno: 'EROFS', nth: 1 }
    expect(await subject?.direct(s.job, director, 'changes', fail)).toMatchObject({
      claim: 'failure',
      exit: 1,
    })
    expect(steps).toEqual(['mkdir a'])
  })
})
