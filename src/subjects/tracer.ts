import { chownSync, existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { tempDir } from '../../fixtures/temp.ts'
import { type Program, runProgram } from './run-program.ts'
import type { User } from './subject.ts'
import { traceProgram } from './trace-program.ts'

/** The Python 3 by which programs can be traced here, or why they cannot. */
export type Tracer = { readonly python: string } | { readonly fails: string }

/** Why programs cannot be traced here, as the current user and as another: found by doing it. Null if they can. */
export async function seccompFails(user: User | null): Promise<string | null> {
  const tracer = await findTracer(user)
  return 'fails' in tracer ? tracer.fails : null
}

/**
 * Finds a Python that traces programs, as the current user and as another, by having it do so. The first on the path
 * may be out of the other's reach, in a home that is closed to it.
 */
export async function findTracer(user: User | null): Promise<Tracer> {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(place => place !== '')
  const candidates = new Set(places.map(place => `${place}/python3`).filter(existsSync))
  const failures: string[] = []
  for (const candidate of candidates) {
    const python = await executableOf(candidate)
    const why = (await failsWith(python, null)) ?? (user === null ? null : await failsWith(python, user))
    if (why === null) return { python }
    failures.push(`${candidate}: ${why}`)
  }
  return { fails: failures[0] === undefined ? 'python3 is not installed' : failures.join('; ') }
}

/** What runs in the end, which is faster than a script of a version manager that looks for it each time. */
async function executableOf(candidate: string): Promise<string> {
  const argv = [candidate, '-I', '-S', '-c', 'import sys; print(sys.executable)']
  try {
    const { exit, output } = await runProgram(program(argv, '/', null))
    return exit === 0 && output.startsWith('/') ? output.trim() : candidate
  } catch {
    // It cannot be started, which will be said when it is to trace.
    return candidate
  }
}

/** Whether of two directories that a program would make one is refused to it, and the other is made. */
async function failsWith(python: string, user: User | null): Promise<string | null> {
  await using temp = await tempDir()
  if (user !== null) chownSync(temp.path, user.uid, user.gid)
  const watched = { root: temp.path, sees: 'changes', after: null, python } as const
  try {
    const ended = await traceProgram(
      program(['mkdir', 'refused', 'made'], temp.path, user),
      watched,
      ({ path }) => (path === 'refused' ? { errno: 'ENOSPC' } : 'go'),
    )
    const isRight =
      ended.stops === 2 && !existsSync(`${temp.path}/refused`) && existsSync(`${temp.path}/made`)
    return isRight ? null : `${ended.stops} of 2 calls were seen${withColon(ended.output)}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function withColon(output: string): string {
  return output.trim() === '' ? '' : `: ${output.trim()}`
}

function program(argv: readonly string[], cwd: string, user: User | null): Program {
  return {
    argv,
    env: { PATH: process.env['PATH'] ?? '' },
    cwd,
    stdin: '',
    timeout: 10_000,
    mark: null,
    ...user,
  }
}
