import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../../../src/observation/report.ts'
import type { Signal } from '../../../../src/observation/signal.ts'
import { command } from '../../../../src/subjects/command/command.ts'
import type { Decision } from '../../../../src/subjects/interceptor.ts'
import type { Sandbox } from '../../../../src/subjects/sandbox/sandbox.ts'
import { type BuiltWorld, buildWorld } from '../../../judging/built-world.ts'
import { lacks } from '../../../machine/capabilities.ts'
import { PYTHON } from '../../../machine/python.ts'
import { lacksTracer } from './traced.ts'

const SANDBOXES: readonly Sandbox[] = ['none', 'bwrap', 'unshare']

describe.each(SANDBOXES)('in sandbox %s', sandbox => {
  /** Runs a command that is sent a signal before it makes `b`. */
  async function sent(
    s: BuiltWorld,
    argv: readonly string[],
    signal: Decision,
  ): Promise<Report & { readonly handles: readonly (readonly Signal[] | undefined)[] }> {
    const unprepared = command(argv, { sandbox })
    const subject = (await unprepared.prepare?.(s.box)) ?? unprepared
    const handles: (readonly Signal[] | undefined)[] = []
    const report = await subject.runIntercepted(
      s.job,
      step => {
        handles.push(step.handles)
        return step.path === 'b' ? signal : 'continue'
      },
      { intercept: 'changes' },
    )
    return { ...report, handles }
  }
  const shell = (s: BuiltWorld, text: string, signal: Decision) => sent(s, ['sh', '-c', text], signal)

  describe.skipIf(lacksTracer || lacks(sandbox))('a signal', () => {
    test('to the process reaches the program alone, whose handler runs once its child has ended', async () => {
      await using s = await buildWorld()
      const script = `trap 'echo handled; exit 3' TERM; mkdir a; mkdir b; mkdir c`
      const { output, exit } = await shell(s, script, { signal: 'TERM', to: 'process' })
      expect({ output, exit, made: readdirSync(s.root) }).toEqual({
        ...{ output: 'handled\n', exit: 3, made: ['a', 'b'] },
      })
    })

    test('to the group ends the child before its call, and the handler of the program runs', async () => {
      await using s = await buildWorld()
      const script = `trap 'echo handled; exit 3' TERM; mkdir a; mkdir b; mkdir c`
      const { output, exit } = await shell(s, script, { signal: 'TERM', to: 'group' })
      expect({ output: output.replace('Terminated\n', ''), exit, made: readdirSync(s.root) }).toEqual({
        ...{ output: 'handled\n', exit: 3, made: ['a'] },
      })
    })

    test('to the group leaves a process of another group alone', async () => {
      await using s = await buildWorld()
      const script = `trap 'echo handled' TERM; setsid -w mkdir b; mkdir c`
      const { output, exit } = await shell(s, script, { signal: 'TERM', to: 'group' })
      expect({ output, exit, made: readdirSync(s.root) }).toEqual({
        ...{ output: 'handled\n', exit: 0, made: ['b', 'c'] },
      })
    })

    test('that nobody handles ends the program with a failure', async () => {
      await using s = await buildWorld()
      const { claim } = await shell(s, 'mkdir a; mkdir b; mkdir c', { signal: 'HUP', to: 'group' })
      expect({ claim, made: readdirSync(s.root) }).toEqual({ claim: 'failure', made: ['a'] })
    })

    test('that is ignored changes nothing', async () => {
      await using s = await buildWorld()
      const script = `trap '' TERM; mkdir a; mkdir b`
      const { claim } = await shell(s, script, { signal: 'TERM', to: 'group' })
      expect({ claim, made: readdirSync(s.root) }).toEqual({ claim: 'success', made: ['a', 'b'] })
    })

    test('interrupts Python, which handles INT by default, after its own call', async () => {
      await using s = await buildWorld()
      const script = "import os\ntry:\n  for name in 'abc': os.mkdir(name)\nfinally: os.rmdir('a')"
      const { handles } = await sent(s, [PYTHON, '-c', script], { signal: 'INT', to: 'process' })
      expect({ handles, made: readdirSync(s.root) }).toEqual({
        ...{ handles: [['INT'], ['INT'], ['INT']], made: ['b'] },
      })
    })

    test('is handled from the moment at which the program says so', async () => {
      await using s = await buildWorld()
      const script = `
import os, signal
os.mkdir('a')
signal.signal(signal.SIGTERM, print)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.mkdir('b')
signal.signal(signal.SIGTERM, signal.SIG_IGN)
os.mkdir('c')`
      const { handles } = await sent(s, [PYTHON, '-c', script], 'continue')
      expect(handles).toEqual([['INT'], ['TERM'], []])
    })
  })
})

test.skipIf(lacksTracer)('a program handles signals that the gate was started to ignore', () => {
  const script = `trap 'echo handled' HUP; kill -HUP $$`
  const traces = fileURLToPath(new URL('./traces.ts', import.meta.url))
  const node = [process.execPath, '--import', 'jiti/register', traces, PYTHON, script]
  const { stdout } = spawnSync('sh', ['-c', `trap '' HUP; "$@"`, 'sh', ...node], { encoding: 'utf8' })
  expect(stdout).toBe('handled\n\n')
})
