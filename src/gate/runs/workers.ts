import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { GateError } from '../gate-error.ts'
import type { Calls } from './call-counts.ts'
import type { Answer, ResultOf, Setting, Task } from './messages.ts'

/** Processes that try worlds. */
export interface Workers {
  readonly count: number
  /**
   * Has an idle worker try a world. There must be one.
   *
   * @throws GateError when its process ends; an Error when the subject throws.
   */
  readonly ask: <T extends Task>(task: T) => Promise<{ readonly result: ResultOf<T>; readonly calls: Calls }>
}

/**
 * Calls `work` with some workers, and ends them when it is done. They are processes and no threads, since a test of
 * permissions changes the user, which a process has for all its threads.
 */
export async function withWorkers<T>(
  count: number,
  setting: Setting,
  work: (workers: Workers) => Promise<T>,
): Promise<T> {
  const all = Array.from({ length: count }, () => startWorker(setting))
  const idle = [...all]
  try {
    return await work({
      count,
      ask: async task => {
        const worker = idle.pop()
        if (worker === undefined) throw new Error('there are more tasks than workers')
        const answer = await worker.ask(task)
        idle.push(worker)
        if ('error' in answer) throw Object.assign(new Error(answer.error.message), answer.error)
        // A worker answers what it was asked.
        return answer as Awaited<ReturnType<Workers['ask']>> & { readonly result: ResultOf<typeof task> }
      },
    })
  } finally {
    await Promise.all(all.map(worker => worker.end()))
  }
}

function startWorker(setting: Setting) {
  const child = fork(fileURLToPath(new URL('./worker.js', import.meta.url)), {
    serialization: 'advanced',
    // Standard output is for the report.
    stdio: ['ignore', 2, 2, 'ipc'],
    // Ctrl-C is for the gate alone. When it ends, so do its workers.
    detached: true,
  })
  const ended = endOf(child)
  // It is awaited later: until then, it would count as unhandled.
  ended.catch(() => {})
  child.send(setting)
  const isReady = answerOf(child)
  return {
    ask: async (task: Task): Promise<Answer> => {
      await Promise.race([isReady, ended])
      const answer = answerOf(child)
      child.send(task)
      return await Promise.race([answer, ended])
    },
    end: async () => {
      if (child.connected) child.disconnect()
      await ended.catch(() => {})
    },
  }
}

async function answerOf(child: ChildProcess): Promise<Answer> {
  // The sender is this package, and sends nothing else.
  const [answer] = (await once(child, 'message')) as [Answer]
  return answer
}

async function endOf(child: ChildProcess): Promise<never> {
  const [code, signal] = await once(child, 'exit')
  throw new GateError(`A process that tried worlds has ended (${signal ?? `exit code ${code}`}).`)
}
