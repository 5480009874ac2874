import { isMainThread } from 'node:worker_threads'
import { isError } from '../../fixtures/realms.ts'
import type { Report } from '../observation/report.ts'
import { cutOutput } from './output-limit.ts'
import type { Subject } from './subject.ts'
import { canChangeUser } from './user.ts'

/** Returns the members that all subjects in this process have in common. */
export function inProcess(): Omit<Subject, 'name' | 'kind' | 'run' | 'runIntercepted' | 'stops'> {
  return { mount: null, acceptsRequest: true, parallel: 1, invocation: null, permissions: permissions() }
}

function permissions(): Subject['permissions'] {
  if (process.getuid?.() !== 0) return 'always'
  return canChangeUser() ? 'as-user' : 'never'
}

/** Calls `act`, and reports success, or failure when it throws or rejects. Its return value is ignored. */
export async function reportOfCall(act: () => unknown): Promise<Report> {
  try {
    await act()
    return { claim: 'success', named: null, output: '', exit: null }
  } catch (error) {
    return reportOfFailure(error)
  }
}

/** Returns the report of code that threw `error`, which may be any value. */
export function reportOfFailure(error: unknown): Report {
  return { claim: 'failure', named: pathsOfFindings(error), output: cutOutput(messageOf(error)), exit: null }
}

function messageOf(error: unknown): string {
  try {
    return String(isError(error) ? error.message : error)
  } catch {
    return 'something that cannot be shown'
  }
}

/** The paths of the findings of an error, whichever class it is of; null where it has no findings. */
function pathsOfFindings(error: unknown): string[] | null {
  if (!isError(error) || !('findings' in error) || !Array.isArray(error.findings)) return null
  return error.findings.flatMap((finding: unknown) =>
    typeof finding === 'object' && finding !== null && 'path' in finding && typeof finding.path === 'string'
      ? [finding.path]
      : [],
  )
}

let runs = 0
let realHome: string | undefined
let realDirectory: string | null = null
let realExit = process.exit

/**
 * Calls `act` with `HOME` set to `home`; meanwhile, `process.exit` throws an error. The last of several concurrent calls
 * restores both, and the working directory, which the subject may have changed.
 */
export async function withHome<T>(home: string, act: () => Promise<T>): Promise<T> {
  if (runs === 0) {
    realHome = process.env['HOME']
    realDirectory = workingDirectory()
    realExit = process.exit
    process.exit = refuseToExit
  }
  runs += 1
  process.env['HOME'] = home
  try {
    return await act()
  } finally {
    runs -= 1
    if (runs === 0) {
      process.exit = realExit
      if (realHome === undefined) delete process.env['HOME']
      else process.env['HOME'] = realHome
      if (realDirectory !== null) process.chdir(realDirectory)
    }
  }
}

/** Ends the run of a subject instead of the process, whose exit would leave the laws unjudged. */
function refuseToExit(code?: number | string | null): never {
  throw new Error(`process.exit(${code ?? ''}) was called in a run of this process`)
}

/** Returns the directory to restore after a run; null where no run can change it, or where it has been removed. */
function workingDirectory(): string | null {
  // A worker thread cannot change it.
  if (!isMainThread) return null
  try {
    return process.cwd()
  } catch {
    return null
  }
}
