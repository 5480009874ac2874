import { chownSync, existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { isError } from '../../../fixtures/realms.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import type { Interceptor } from '../interceptor.ts'
import type { User } from '../user.ts'
import { traceProgram } from './trace-program.ts'

/** The means to stop programs between their calls on this machine, or the reason why there is none. */
export type Tracer =
  | { readonly by: 'seccomp' /** The path of a Python 3. */; readonly python: string }
  | { readonly failure: string }

/**
 * Finds a Python that can intercept the calls of programs, by having it do so: the first on the path may be too old,
 * or no Python at all.
 *
 * @param user another user as whom programs are run too; null for none.
 */
export async function findTracer(user: User | null): Promise<Tracer> {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(one => one !== '')
  const candidates = new Set(directories.map(directory => `${directory}/python3`).filter(existsSync))
  const failures: string[] = []
  for (const python of candidates) {
    const failure = (await failureOf(python, null)) ?? (user === null ? null : await failureOf(python, user))
    if (failure === null) return { by: 'seccomp', python }
    failures.push(`${python}: ${failure}`)
  }
  return { failure: failures[0] === undefined ? 'python3 is not installed' : failures.join('; ') }
}

/** Has a program make two directories, one of which must fail; returns what went wrong. */
async function failureOf(python: string, user: User | null): Promise<string | null> {
  await using temp = await tempDir()
  if (user !== null) chownSync(temp.path, user.uid, user.gid)
  const errno = 'ENOSPC'
  const interceptor: Interceptor = ({ path }) => (path === 'refused' ? { errno } : 'continue')
  const program = {
    argv: ['mkdir', 'refused', 'made'],
    env: { PATH: process.env['PATH'] ?? '' },
    cwd: temp.path,
    stdin: '',
    timeoutMs: 10_000,
    processLimit: null,
    envMarker: null,
    ...user,
  }
  try {
    const calls = { root: temp.path, intercept: 'changes', waits: null, after: null, python } as const
    const { stops, output } = await traceProgram(program, calls, interceptor)
    const isRight = stops > 0 && !existsSync(`${temp.path}/refused`) && existsSync(`${temp.path}/made`)
    return isRight ? null : `${stops} of 2 calls were intercepted${afterColon(output)}`
  } catch (error) {
    return isError(error) ? error.message : String(error)
  }
}

function afterColon(output: string): string {
  return output.trim() === '' ? '' : `: ${output.trim()}`
}
