import { readdirSync, readFileSync } from 'node:fs'
import { orNull } from '../or-null.ts'

/** Returns the numbers of all processes, as `/proc` names them; none where there is no `/proc`. */
export function pids(): string[] {
  const names = orNull(() => readdirSync('/proc')) ?? []
  return names.filter(name => /^\d+$/.test(name))
}

/** A process that has not ended. */
export interface LivingProcess {
  readonly pid: number
  readonly parent: number
  readonly group: number
  /** The processor time that it and its ended children have used. */
  readonly processorMs: number
  /** Returns whether one of its threads runs, or waits for a processor. */
  readonly canRun: () => boolean
}

const MS_PER_TICK = 10

/** Returns the processes that have not ended, without those in `excluded`. */
export function livingProcesses(excluded: ReadonlySet<string> = new Set()): LivingProcess[] {
  return pids().flatMap(pid => {
    if (excluded.has(pid)) return []
    const [state = '', parent, group, ...rest] = statFields(`/proc/${pid}/stat`)
    const hasEnded = state === '' || 'ZX'.includes(state)
    const ticks = rest.slice(8, 12).reduce((sum, field) => sum + Number(field), 0)
    return hasEnded
      ? []
      : [
          {
            pid: Number(pid),
            parent: Number(parent),
            group: Number(group),
            processorMs: ticks * MS_PER_TICK,
            canRun: () => threadsOf(pid).some(thread => (statFields(thread)[0] || 'R') === 'R'),
          },
        ]
  })
}

/** A process and its ancestors, as far as they share its process namespace. */
export interface Lineage {
  /** Their ids, each as it sees itself; the process first. */
  readonly lineage: readonly number[]
  /** Whether the id is that of a thread, other than the main one. */
  readonly isAside: boolean
}

/** Returns what is known of the process, or the thread, that makes a call. */
export function callerOf(id: number): Lineage {
  const statusOf = (pid: number) => {
    const status = contentOf(`/proc/${pid}/status`)
    const field = (name: string) =>
      new RegExp(`^${name}:\\s*(.*)$`, 'mu').exec(status)?.[1]?.split('\t').map(Number) ?? []
    return { pids: field('NStgid'), process: field('Tgid')[0], parent: field('PPid')[0] ?? 0 }
  }
  const first = statusOf(id)
  const lineage: number[] = []
  for (let at = first; at.pids.length > 0 && at.pids.length === first.pids.length; at = statusOf(at.parent))
    lineage.push(at.pids.at(-1) ?? 0)
  return { lineage, isAside: first.process !== undefined && first.process !== id }
}

/** The fields of a `stat` file from the third on, the state. */
function statFields(path: string): string[] {
  const stat = contentOf(path)
  // The program's name, in parentheses, may itself hold spaces and parentheses.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

function threadsOf(pid: string): string[] {
  const names = orNull(() => readdirSync(`/proc/${pid}/task`)) ?? []
  return names.map(name => `/proc/${pid}/task/${name}/stat`)
}

/** Returns the environment with which a process started, as `NAME=value` each; none of another user's process. */
export function environmentVariables(pid: string): string[] {
  return contentOf(`/proc/${pid}/environ`).split('\0')
}

/** The content of a file about a process; empty when the process has ended or belongs to another user. */
function contentOf(path: string): string {
  return orNull(() => readFileSync(path, 'utf8')) ?? ''
}
