import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A program that was started, with all that it has started since. */
export interface ProcessTree {
  /** The program's process, which leads a group. */
  readonly pid: number
  /**
   * A `NAME=value` of its environment that no other program has: what left the group is found by it. Null where a
   * process namespace holds them all together.
   */
  readonly envMarker: string | null
  /** Processes that were there before it, and so are none of its. */
  readonly earlierPids: ReadonlySet<string>
}

/** What runs now; to be asked before a program with a mark is started. */
export function currentPids(): ReadonlySet<string> {
  return new Set(listed('/proc'))
}

const families = new Set<ProcessTree>()
let isWatching = false

/** Sees to it that a program does not outlive this process, however it ends short of SIGKILL. */
export function adopt(family: ProcessTree): void {
  families.add(family)
  watchForTheEnd()
}

export function release(family: ProcessTree): void {
  families.delete(family)
}

/** Kills a program with all its processes. */
export function kill(family: ProcessTree): void {
  signal(-family.pid)
  if (family.envMarker !== null) killEach(() => membersOf(family))
}

/** Kills every process that has a `NAME=value` in its environment, in whatever process namespace it is. */
export function killMarked(mark: string): void {
  killEach(() =>
    numbered()
      .filter(pid => isMarked(pid, mark))
      .map(Number),
  )
}

function killEach(find: () => readonly number[]): void {
  // Another may be started while one is being killed.
  for (let found = find(), i = 0; found.length > 0 && i < 10; found = find(), i += 1) {
    for (const pid of found) signal(pid)
  }
}

/**
 * Ends when no process of a family that was killed is left, or after a second. A process namespace ends with its first
 * process, which holds the pipes, and so it is gone when they are closed.
 */
export async function gone(family: ProcessTree): Promise<void> {
  for (let i = 0; family.envMarker !== null && i < 200 && membersOf(family).length > 0; i += 1) await sleep(5)
}

/** The living processes of a family; none where there is no `/proc`. */
function membersOf({ pid, envMarker, earlierPids: others }: ProcessTree): number[] {
  return numbered().flatMap(name => {
    if (others.has(name)) return []
    const stat = textOf(`/proc/${name}/stat`)
    // The name of the program, in parentheses, may hold anything.
    const [state = '', , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === '' || 'ZX'.includes(state)) return []
    const isMember = group === String(pid) || (envMarker !== null && isMarked(name, envMarker))
    return isMember ? [Number(name)] : []
  })
}

function isMarked(pid: string, mark: string): boolean {
  return textOf(`/proc/${pid}/environ`).split('\0').includes(mark)
}

/** The numbers of all processes, as `/proc` names them. */
function numbered(): string[] {
  return listed('/proc').filter(name => /^\d+$/.test(name))
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

function listed(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

/** What a file of a process says; nothing where the process has ended, or is somebody else's. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

// Before anybody else hears of the end: what is still running would write into directories that are being removed.
function watchForTheEnd(): void {
  if (isWatching) return
  isWatching = true
  process.prependListener('exit', endAll)
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const onSignal = () => {
      endAll()
      process.off(name, onSignal)
      if (process.listenerCount(name) === 0) process.kill(process.pid, name)
    }
    process.prependListener(name, onSignal)
  }
}

function endAll(): void {
  for (const family of families) kill(family)
  const pause = new Int32Array(new SharedArrayBuffer(4))
  for (let i = 0; i < 200 && [...families].some(family => membersOf(family).length > 0); i += 1) {
    Atomics.wait(pause, 0, 0, 5)
  }
  families.clear()
}
