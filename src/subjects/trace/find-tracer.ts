import { chownSync, existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { tempDir } from '../../../fixtures/temp.ts'
import type { Interceptor } from '../interceptor.ts'
import type { Program } from '../process/run-program.ts'
import type { User } from '../subject.ts'
import { traceProgram } from './trace-program.ts'

/** By what programs can be stopped between their calls here, or why they cannot be. */
export type Tracer =
  | { readonly by: 'seccomp' /** A Python 3. */; readonly python: string }
  | { readonly fails: string }

/**
 * Finds a Python that can stop programs here, as the current user and as another, by having it do so. The first Python
 * on the path may be too old, or none at all.
 */
export async function findTracer(user: User | null): Promise<Tracer> {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(place => place !== '')
  const candidates = new Set(places.map(place => `${place}/python3`).filter(existsSync))
  const failures: string[] = []
  for (const python of candidates) {
    const why = (await failsWith(python, null)) ?? (user === null ? null : await failsWith(python, user))
    if (why === null) return { by: 'seccomp', python }
    failures.push(`${python}: ${why}`)
  }
  return { fails: failures[0] === undefined ? 'python3 is not installed' : failures.join('; ') }
}

/** Whether of two directories that a program would make one is refused to it, and the other is made. */
async function failsWith(python: string, user: User | null): Promise<string | null> {
  await using temp = await tempDir()
  if (user !== null) chownSync(temp.path, user.uid, user.gid)
  const errno = 'ENOSPC'
  const interceptor: Interceptor = ({ path }) => (path === 'refused' ? { errno } : 'continue')
  try {
    const ended = await traceProgram(
      program(['mkdir', 'refused', 'made'], temp.path, user),
      { root: temp.path, intercept: 'changes', after: null, python },
      interceptor,
    )
    const isRight = ended.stops > 0 && !existsSync(`${temp.path}/refused`) && existsSync(`${temp.path}/made`)
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
    timeoutMs: 10_000,
    envMarker: null,
    ...user,
  }
}
