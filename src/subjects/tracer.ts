import { chownSync, existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { tempDir } from '../../fixtures/temp.ts'
import type { Director } from './director.ts'
import type { PlannedFault } from './planned-fault.ts'
import type { Program } from './run-program.ts'
import { straceProgram } from './strace-program.ts'
import type { User } from './subject.ts'
import { type Traced, traceProgram } from './trace-program.ts'
import type { Watched } from './watched.ts'

/** By what programs can be stopped between their calls here, or why they cannot be. */
export type Tracer =
  | { readonly by: 'seccomp' /** A Python 3. */; readonly python: string }
  | { readonly by: 'strace' }
  | { readonly fails: string }

/** What can stop programs here, as the current user and as another, found by having it do so: seccomp, or else strace. */
export async function findTracer(user: User | null): Promise<Tracer> {
  const found = await findSeccomp(user)
  if (!('fails' in found)) return found
  const why = await straceFails(user)
  return why === null ? { by: 'strace' } : { fails: `${found.fails}; ${why}` }
}

/** Why programs cannot be stopped by seccomp here, as the current user and as another. Null if they can. */
export async function seccompFails(user: User | null): Promise<string | null> {
  const found = await findSeccomp(user)
  return 'fails' in found ? found.fails : null
}

/** The same for strace. */
export async function straceFails(user: User | null): Promise<string | null> {
  const why =
    (await failsWith(straceProgram, null)) ?? (user === null ? null : await failsWith(straceProgram, user))
  if (why === null) return null
  return why.startsWith('strace cannot be started') ? 'strace is not installed' : `strace: ${why}`
}

/** The first Python on the path may be too old, or none at all. */
async function findSeccomp(
  user: User | null,
): Promise<Extract<Tracer, { by: 'seccomp' } | { fails: string }>> {
  const places = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(place => place !== '')
  const candidates = new Set(places.map(place => `${place}/python3`).filter(existsSync))
  const failures: string[] = []
  for (const python of candidates) {
    const by: Trace = (program, watched, director) => traceProgram(program, { ...watched, python }, director)
    const why = (await failsWith(by, null)) ?? (user === null ? null : await failsWith(by, user))
    if (why === null) return { by: 'seccomp', python }
    failures.push(`${python}: ${why}`)
  }
  return { fails: failures[0] === undefined ? 'python3 is not installed' : failures.join('; ') }
}

type Trace = (
  program: Program,
  watched: Watched & { readonly fail: PlannedFault },
  director: Director,
) => Promise<Traced>

/** Whether of two directories that a program would make one is refused to it, and the other is made. */
async function failsWith(trace: Trace, user: User | null): Promise<string | null> {
  await using temp = await tempDir()
  if (user !== null) chownSync(temp.path, user.uid, user.gid)
  const errno = 'ENOSPC'
  const fail = { calls: ['mkdir'], path: 'refused', errno, nth: 1 }
  const director: Director = ({ path }) => (path === 'refused' ? { errno } : 'go')
  try {
    const ended = await trace(
      program(['mkdir', 'refused', 'made'], temp.path, user),
      { root: temp.path, sees: 'changes', after: null, fail },
      director,
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
    timeout: 10_000,
    mark: null,
    ...user,
  }
}
