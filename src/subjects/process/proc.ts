import { readdirSync, readFileSync } from 'node:fs'
import { orNull } from '../or-null.ts'

/** Returns the numbers of all processes, as `/proc` names them; none where there is no `/proc`. */
export function pids(): string[] {
  const names = orNull(() => readdirSync('/proc')) ?? []
  return names.filter(name => /^\d+$/.test(name))
}

/** Returns the processes that have not ended, with their process groups, without those in `excluded`. */
export function livingProcesses(
  excluded: ReadonlySet<string>,
): { readonly pid: number; readonly group: number }[] {
  return pids().flatMap(pid => {
    if (excluded.has(pid)) return []
    const stat = contentOf(`/proc/${pid}/stat`)
    // The program's name, in parentheses, may itself hold spaces and parentheses.
    const [state = '', , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const hasEnded = state === '' || 'ZX'.includes(state)
    return hasEnded ? [] : [{ pid: Number(pid), group: Number(group) }]
  })
}

/** Returns the environment with which a process started, as `NAME=value` each; none of another user's process. */
export function environmentVariables(pid: string): string[] {
  return contentOf(`/proc/${pid}/environ`).split('\0')
}

/** The content of a file about a process; empty when the process has ended or belongs to another user. */
function contentOf(path: string): string {
  return orNull(() => readFileSync(path, 'utf8')) ?? ''
}
