import { setTimeout as sleep } from 'node:timers/promises'
import { orNull } from '../or-null.ts'
import { environmentVariables, type LivingProcess, livingProcesses, pids } from './proc.ts'

/** A program that was started, with all its descendants. */
export interface ProcessTree {
  /** The program's process, which leads a process group. */
  readonly pid: number
  /**
   * A `NAME=value` in the environment of its processes and of no others, by which those that left the group are found.
   * Null where a process namespace holds them together.
   */
  readonly envMarker: string | null
  /** Processes that already ran when it was started, which therefore do not belong to it. */
  readonly earlierPids: ReadonlySet<string>
}

const GONE_POLLS = 200
const GONE_POLL_MS = 5

const running = new Set<ProcessTree>()

/**
 * Has a program killed when this process ends, in any way but by SIGKILL.
 *
 * @returns a function to call when the program has ended.
 */
export function killAtExit(tree: ProcessTree): () => void {
  running.add(tree)
  listenForExit()
  return () => void running.delete(tree)
}

/** Kills a program with all its processes. */
export function killTree(tree: ProcessTree): void {
  kill(-tree.pid)
  if (tree.envMarker !== null) killAll(() => membersOf(tree))
}

/** Kills every process with a `NAME=value` in its environment, in whichever process namespace it is. */
export function killMarked(envMarker: string): void {
  killAll(() =>
    pids()
      .filter(pid => environmentVariables(pid).includes(envMarker))
      .map(Number),
  )
}

/**
 * Resolves when no process of a killed program is left, or after a second. A program in a process namespace is gone
 * when its pipes close: the namespace ends with its first process, which holds them.
 */
export async function gone(tree: ProcessTree): Promise<void> {
  if (tree.envMarker === null) return
  for (let i = 0; i < GONE_POLLS && membersOf(tree).length > 0; i += 1) await sleep(GONE_POLL_MS)
}

function killAll(find: () => readonly number[]): void {
  // A process may start another before it is killed itself.
  for (let found = find(), i = 0; found.length > 0 && i < 10; found = find(), i += 1) {
    for (const pid of found) kill(pid)
  }
}

function kill(pid: number): void {
  // It fails for a process that has already ended.
  orNull(() => process.kill(pid, 'SIGKILL'))
}

/** Returns a test of whether a process belongs to a program. In a process namespace, only its first processes pass. */
export function isMemberOf({ pid, envMarker }: ProcessTree): (process: LivingProcess) => boolean {
  return one =>
    one.group === pid || (envMarker !== null && environmentVariables(String(one.pid)).includes(envMarker))
}

function membersOf(tree: ProcessTree): number[] {
  return livingProcesses(tree.earlierPids)
    .filter(isMemberOf(tree))
    .map(one => one.pid)
}

let isListening = false

// First of all listeners: others remove directories, into which a program that still runs would write.
function listenForExit(): void {
  if (isListening) return
  isListening = true
  process.prependListener('exit', killAllTrees)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const onSignal = () => {
      killAllTrees()
      process.off(signal, onSignal)
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
    }
    process.prependListener(signal, onSignal)
  }
}

function killAllTrees(): void {
  for (const tree of running) killTree(tree)
  // An exit handler cannot await.
  const clock = new Int32Array(new SharedArrayBuffer(4))
  for (let i = 0; i < GONE_POLLS && [...running].some(tree => membersOf(tree).length > 0); i += 1) {
    Atomics.wait(clock, 0, 0, GONE_POLL_MS)
  }
  running.clear()
}
