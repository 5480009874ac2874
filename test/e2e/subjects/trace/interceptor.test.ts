import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Step } from '../../../../src/observation/step.ts'
import type { Decision, Interceptor } from '../../../../src/subjects/interceptor.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacksTracer, traced, tracedShell } from './traced.ts'

const PYTHON = ['/usr/bin/python3', '-I', '-S', '-c'] as const

describe.skipIf(lacksTracer)('an interceptor', () => {
  test('fails a call as if the disk were full', async () => {
    await using s = await buildWorld()
    const ended = await tracedShell(s, 'mkdir a', { interceptor: () => ({ errno: 'ENOSPC' }) })
    expect(ended).toMatchObject({ exit: 1, stops: 1, stopped: null })
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
