import type { OwnTime } from './clock.ts'
import { type LivingProcess, livingProcesses } from './proc.ts'

/**
 * Measures the time that the processes of a program take for themselves: the time in which they all wait, such as for a
 * timer, and otherwise the processor time that they use.
 *
 * @param isMember whether a process belongs to the program; its descendants do in any case.
 */
export function ownTimeOf(isMember: (process: LivingProcess) => boolean): OwnTime {
  let lastMs = 0
  return stretchMs => {
    const members = withDescendants(livingProcesses(), isMember)
    // There is no `/proc`, or it has just ended.
    if (members.length === 0) return stretchMs
    const usedMs = members.reduce((sum, { processorMs }) => sum + processorMs, 0)
    const sinceMs = Math.max(0, usedMs - lastMs)
    lastMs = usedMs
    return members.some(({ canRun }) => canRun()) ? Math.min(stretchMs, sinceMs) : stretchMs
  }
}

function withDescendants(
  all: readonly LivingProcess[],
  isMember: (process: LivingProcess) => boolean,
): LivingProcess[] {
  const members = new Set(all.filter(isMember))
  const pids = new Set([...members].map(({ pid }) => pid))
  for (let size = -1; size < members.size; ) {
    size = members.size
    for (const one of all) {
      if (!pids.has(one.parent) || members.has(one)) continue
      members.add(one)
      pids.add(one.pid)
    }
  }
  return [...members]
}
