import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { errnoOf } from '../../../../fixtures/disk/errno.ts'
import { command } from '../../../../src/subjects/command/command.ts'
import type { Sandbox } from '../../../../src/subjects/sandbox/sandbox.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacks } from '../../../machine/capabilities.ts'

const SANDBOXES: readonly Sandbox[] = ['none', 'bwrap', 'unshare']

// Each test sleeps for a number of seconds of its own, by which its processes are recognized.
let seconds = 800_000 + process.pid

describe.each(SANDBOXES)('a command in sandbox %s', sandbox => {
  describe.skipIf(lacks(sandbox))('that does not end', () => {
    const CASES = [
      ['sleeps', (n: number) => `sleep ${n}`],
      ['has children', (n: number) => `sh -c 'sleep ${n}' & sleep ${n}`],
      ['has a grandchild in a session of its own', (n: number) => `sh -c 'setsid sleep ${n} &' ; sleep ${n}`],
      ['ignores signals', (n: number) => `trap '' TERM INT HUP; sleep ${n}; sleep ${n}`],
      ['stops itself', (n: number) => `sleep ${n} & kill -STOP $$`],
      ['reads from a FIFO without a writer', (n: number) => `mkfifo pipe; sleep ${n} & read line <pipe`],
    ] as const

    test.each(CASES)('and %s is killed with all its processes', async (_, text) => {
      seconds += 1
      await using s = await buildWorld()
      const report = await command(['sh', '-c', text(seconds)], { sandbox, timeoutSeconds: 0.4 }).run(s.job)
      expect(report).toMatchObject({ claim: 'unended', exit: null })
      expect(await running(`sleep\0${seconds}`)).toEqual([])
    })

    test('is reported with what it printed before', async () => {
      await using s = await buildWorld()
      const { output } = await command(['sh', '-c', 'echo begun; sleep 1000'], {
        sandbox,
        timeoutSeconds: 2,
      }).run(s.job)
      expect(output).toBe('begun\n')
    })
  })

  describe.skipIf(lacks(sandbox))('that has ended', () => {
    const CASES = [
      ['a background process', (n: number) => `sleep ${n} &`],
      ['a background process without its pipes', (n: number) => `sleep ${n} >/dev/null 2>&1 </dev/null &`],
      ['a process in its own session', (n: number) => `setsid sleep ${n} &`],
      [
        'a process in its own session without its pipes',
        (n: number) => `setsid sleep ${n} >/dev/null 2>&1 &`,
      ],
    ] as const

    test.each(CASES)('leaves %s behind, which is killed', async (_, text) => {
      seconds += 1
      await using s = await buildWorld()
      // The process that it leaves has to have started by then.
      const argv = ['sh', '-c', `${text(seconds)} sleep 0.2`]
      expect(await command(argv, { sandbox }).run(s.job)).toMatchObject({ claim: 'success', exit: 0 })
      expect(await running(`sleep\0${seconds}`)).toEqual([])
    })
  })
})

/** The processes whose command line holds a text, once those that are ending have ended. */
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
