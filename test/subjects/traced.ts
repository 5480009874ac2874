import { spawnSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { isChange, type Step } from '../../src/observation/step.ts'
import type { Interceptor } from '../../src/subjects/interceptor.ts'
import { type Ended, type Program, runProgram } from '../../src/subjects/process/run-program.ts'
import { NOBODY, type User } from '../../src/subjects/subject.ts'
import { findTracer } from '../../src/subjects/trace/find-tracer.ts'
import { type Traced, traceProgram } from '../../src/subjects/trace/trace-program.ts'
import type { WatchedCalls } from '../../src/subjects/trace/watched-calls.ts'
import type { Site } from './job.ts'

/** Who else programs are run as here: nobody, which only root can do. */
export const other: User | null = process.getuid?.() === 0 ? NOBODY : null

const isCi = process.env['CI'] !== undefined
const tracer = await findTracer(other)
const python = 'python' in tracer ? tracer.python : ''

/** Whether tests that trace are to be skipped: it cannot be done here. In CI they run, and fail. */
export const lacksTracer = !isCi && !('python' in tracer)

/** Whether tests that trace in a sandbox are. */
export const lacksSandbox =
  lacksTracer || (!isCi && spawnSync('bwrap', inBwrap([], '/mnt', '/mnt')).status !== 0)

export interface Tracing {
  readonly interceptor?: Interceptor
  readonly intercept?: 'changes' | 'all'
  readonly user?: User | null
  /** Where the world is mounted in a sandbox; null for no sandbox. */
  readonly mount?: string | null
  readonly timeout?: number
  /** Where the line of the command mounts the world itself. */
  readonly watched?: Pick<WatchedCalls, 'root' | 'after'>
}

export interface Seen extends Traced {
  /** What the director was asked, each as `mkdir a`. */
  readonly steps: readonly string[]
  /** The programs that made them. */
  readonly by: readonly string[]
}

/** Runs a program in a world, and notes what it is stopped before. */
export async function traced(s: Site, argv: readonly string[], tracing: Tracing = {}): Promise<Seen> {
  const { interceptor = () => 'continue', intercept = 'changes', mount = null } = tracing
  const steps: Step[] = []
  const { watched = { root: mount ?? s.root, after: mount === null ? null : 'bwrap' } } = tracing
  const ended = await traceProgram(programOf(s, argv, tracing), { ...watched, intercept, python }, step => {
    steps.push(step)
    return interceptor(step)
  })
  return { ...ended, steps: steps.map(shown), by: steps.map(({ by }) => by) }
}

/** Runs a line of shell. */
export function tracedShell(s: Site, text: string, tracing: Tracing = {}): Promise<Seen> {
  return traced(s, ['sh', '-c', text], tracing)
}

/** Runs a line of shell as it would run without being stopped. */
export function plainShell(s: Site, text: string, tracing: Tracing = {}): Promise<Ended> {
  return runProgram(programOf(s, ['sh', '-c', text], tracing))
}

let runs = 0

function programOf(s: Site, argv: readonly string[], tracing: Tracing): Program {
  const { user = null, mount = null, timeout: timeoutMs = 30_000 } = tracing
  if (user !== null) chownSync(s.root, user.uid, user.gid)
  runs += 1
  const mark = `${process.pid}-${runs}`
  return {
    argv: mount === null ? argv : ['bwrap', ...inBwrap(argv, s.root, mount)],
    env: { PATH: process.env['PATH'] ?? '', TRACED: mark },
    cwd: mount === null ? s.root : '/',
    stdin: 'what it reads\n',
    timeoutMs,
    envMarker: mount === null ? `TRACED=${mark}` : null,
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
