import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { fifo } from '../../../../fixtures/tree.ts'
import { buildWorld } from '../../../judging/built-world.ts'
import { lacksSandbox, lacksTracer, PYTHON, traced, tracedShell } from './traced.ts'

/** Has a number that no process of a short run in a namespace of its own has. */
const HOLDS =
  "i=0; while [ $i -lt 60 ]; do i=$((i + 1)); (:); done; sh -c 'echo $$ >number; mv number holder; cat pipe'"

describe.each([
  ['without a sandbox', null],
  ['in a sandbox', '/mnt/home'],
] as const)('%s', (_, mount) => {
  describe.skipIf(mount === null ? lacksTracer : lacksSandbox)('a run', () => {
    const waitsIn = (race: number) => ({ race, asleep: async () => {}, blocked: async () => {} })

    test.each([
      ['the shell', ['sh', '-c', 'kill -0 $(cat holder) 2>/dev/null && echo alive || echo dead']],
      [
        'Python',
        [
          ...PYTHON,
          'import os\ntry: os.kill(int(open("holder").read()), 0); print("alive")\nexcept OSError: print("dead")',
        ],
      ],
    ])('sees in %s whether the run that holds a lock is still in progress', async (_name, argv) => {
      await using s = await buildWorld({ pipe: fifo() })
      const holder = tracedShell(s, HOLDS, { mount, waits: waitsIn(7) })
      while (!existsSync(`${s.root}/holder`)) await sleep(20)
      const during = await traced(s, argv, { mount, waits: waitsIn(7) })
      const ofAnother = await traced(s, argv, { mount, waits: waitsIn(8) })
      writeFileSync(`${s.root}/pipe`, '')
      await holder
      const afterwards = await traced(s, argv, { mount, waits: waitsIn(7) })
      expect([during.output, afterwards.output]).toEqual(['alive\n', 'dead\n'])
      // Without a sandbox, all programs share one namespace.
      expect(ofAnother.output).toBe(mount === null ? 'alive\n' : 'dead\n')
    })
  })
})
