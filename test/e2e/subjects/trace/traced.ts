import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { isChange, type Step } from '../../../../src/observation/step.ts'
import type { Interceptor } from '../../../../src/subjects/interceptor.ts'
import { type Ended, type Program, runProgram } from '../../../../src/subjects/process/run-program.ts'
import { findTracer } from '../../../../src/subjects/trace/find-tracer.ts'
import { type Traced, traceProgram } from '../../../../src/subjects/trace/trace-program.ts'
import type { WatchedCalls } from '../../../../src/subjects/trace/watched-calls.ts'
import { NOBODY, type User } from '../../../../src/subjects/user.ts'
import type { BuiltWorld } from '../../../judging/built-world.ts'

/** Another user to run programs as, which only root can do; null without root. */
export const other: User | null = process.getuid?.() === 0 ? NOBODY : null

const isCi = process.env['CI'] !== undefined
const tracer = await findTracer(other)
const python = 'python' in tracer ? tracer.python : ''

/** Whether to skip tests that trace, because that does not work here. In CI they run, and fail. */
export const lacksTracer = !isCi && !('python' in tracer)

/** The same for tests that trace in a sandbox. */
export const lacksSandbox =
  lacksTracer || (!isCi && spawnSync('bwrap', inBwrap([], '/mnt', '/mnt')).status !== 0)

/** Runs the Python text that follows. */
export const PYTHON = ['/usr/bin/python3', '-I', '-S', '-c'] as const

/** How a program is traced. */
export interface Tracing {
  readonly interceptor?: Interceptor
  readonly intercept?: WatchedCalls['intercept']
  /** Default: null, for a run that is alone. */
  readonly waits?: WatchedCalls['waits']
  readonly user?: User | null
  /** Where a sandbox mounts the world. Default: null, for no sandbox. */
  readonly mount?: string | null
  /** Default: 30 seconds. */
  readonly timeoutMs?: number
  /** For a command line that mounts the world itself. */
  readonly calls?: Pick<WatchedCalls, 'root' | 'after'>
}

/** A program that was traced to its end. */
export interface Seen extends Traced {
  /** The steps that were decided, each as `mkdir a`. */
  readonly steps: readonly string[]
  /** The programs that made them. */
  readonly by: readonly string[]
}

/** Runs a program in a world, and records its steps. */
export async function traced(s: BuiltWorld, argv: readonly string[], tracing: Tracing = {}): Promise<Seen> {
  const { interceptor = () => 'continue', intercept = 'changes', mount = null } = tracing
  const steps: Step[] = []
  const { calls = { root: mount ?? s.root, after: mount === null ? null : 'bwrap' } } = tracing
  const ended = await traceProgram(
    programOf(s, argv, tracing),
    { ...calls, intercept, waits: tracing.waits ?? null, python },
    step => {
      steps.push(step)
      return interceptor(step)
    },
  )
  return { ...ended, steps: steps.map(shown), by: steps.map(({ by }) => by) }
}

/** Traces a shell script. */
export function tracedShell(s: BuiltWorld, text: string, tracing: Tracing = {}): Promise<Seen> {
  return traced(s, ['sh', '-c', text], tracing)
}

/** Runs a shell script without tracing it. */
export function plainShell(s: BuiltWorld, text: string, tracing: Tracing = {}): Promise<Ended> {
  return runProgram(programOf(s, ['sh', '-c', text], tracing))
}

let runs = 0

function programOf(s: BuiltWorld, argv: readonly string[], tracing: Tracing): Program {
  const { user = null, mount = null, timeoutMs = 30_000 } = tracing
  if (user !== null) chownSync(s.root, user.uid, user.gid)
  runs += 1
  const id = `${process.pid}-${runs}`
  return {
    argv: mount === null ? argv : ['bwrap', ...inBwrap(argv, s.root, mount)],
    env: { PATH: process.env['PATH'] ?? '', TRACED: id },
    cwd: mount === null ? s.root : '/',
    stdin: 'what it reads\n',
    timeoutMs,
    processLimit: null,
    envMarker: mount === null ? `TRACED=${id}` : null,
    ...user,
  }
}

function shown(step: Step): string {
  const { call, path, to } = step
  return `${isChange(step) ? '' : 'look: '}${call} ${path}${to === null ? '' : ` -> ${to}`}`
}

function inBwrap(argv: readonly string[], root: string, seenAs: string): string[] {
  return [
    ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc', '--tmpfs', '/mnt'],
    ...['--bind', root, seenAs, '--unshare-pid', '--die-with-parent', '--chdir', seenAs, '--'],
    ...(argv.length === 0 ? ['true'] : argv),
  ]
}
