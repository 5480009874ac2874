import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import { command } from '../../src/subjects/command/command.ts'
import type { Sandbox } from '../../src/subjects/sandbox/sandbox.ts'
import { lacks } from '../machine/capabilities.ts'
import { site } from './job.ts'

const SANDBOXES: readonly Sandbox[] = ['none', 'bwrap', 'unshare']

// A number of seconds by which the processes of one test are told from all others.
let seconds = 800_000 + process.pid

describe.each(SANDBOXES)('a command (sandbox %s)', sandbox => {
  describe.skipIf(lacks(sandbox))('when it does not end', () => {
    const CASES = [
      ['sleeps', (n: number) => `sleep ${n}`],
      ['has children', (n: number) => `sh -c 'sleep ${n}' & sleep ${n}`],
      ['has a grandchild in a session of its own', (n: number) => `sh -c 'setsid sleep ${n} &' ; sleep ${n}`],
      ['ignores signals', (n: number) => `trap '' TERM INT HUP; sleep ${n}; sleep ${n}`],
      ['stops itself', (n: number) => `sleep ${n} & kill -STOP $$`],
      ['waits for what nobody writes', (n: number) => `mkfifo pipe; sleep ${n} & read line <pipe`],
    ] as const

    test.each(CASES)('and %s, it is killed with all its processes', async (_, text) => {
      seconds += 1
      await using s = await site()
      const report = await command(['sh', '-c', text(seconds)], { sandbox, timeoutSeconds: 0.4 }).run(s.job)
      expect(report).toMatchObject({ claim: 'killed', exit: null })
      expect(await running(`sleep\0${seconds}`)).toEqual([])
    })

    test('what it printed before is reported', async () => {
      await using s = await site()
      const { output } = await command(['sh', '-c', 'echo begun; sleep 1000'], {
        sandbox,
        timeoutSeconds: 2,
      }).run(s.job)
      expect(output).toBe('begun\n')
    })
  })

  describe.skipIf(lacks(sandbox))('when it has ended', () => {
    const CASES = [
      ['a background process', (n: number) => `sleep ${n} &`],
      ['one that holds none of its pipes', (n: number) => `sleep ${n} >/dev/null 2>&1 </dev/null &`],
      ['one in a session of its own', (n: number) => `setsid sleep ${n} &`],
      ['one in a session of its own without its pipes', (n: number) => `setsid sleep ${n} >/dev/null 2>&1 &`],
    ] as const

    test.each(CASES)('%s that it left is ended too', async (_, text) => {
      seconds += 1
      await using s = await site()
      // What it starts has to be up by the time it ends.
      const argv = ['sh', '-c', `${text(seconds)} sleep 0.2`]
      expect(await command(argv, { sandbox }).run(s.job)).toMatchObject({ claim: 'success', exit: 0 })
      expect(await running(`sleep\0${seconds}`)).toEqual([])
    })
  })
})

/** The processes whose command line holds a text; those that are just ending are given a moment. */
async function running(text: string): Promise<string[]> {
  let found = processes(text)
  for (let i = 0; i < 10 && found.length > 0; i += 1) {
    await sleep(20)
    found = processes(text)
  }
  return found
}

function processes(text: string): string[] {
  return readdirSync('/proc').filter(pid => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(text)
    } catch (error) {
      if (['ENOENT', 'ESRCH', 'EACCES'].includes(errnoOf(error) ?? '')) return false
      throw error
    }
  })
}
