import { writeFileSync } from 'node:fs'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { environmentOf } from '../process/environment.ts'
import type { Program } from '../process/run-program.ts'
import { neededPaths } from '../sandbox/needed-paths.ts'
import { confined, isBySudo, namesOfServers, type Sandbox } from '../sandbox/sandbox.ts'
import { systemProgram } from '../sandbox/system-programs.ts'
import type { Job } from '../subject.ts'
import { byBash, type ScriptLines } from '../trace/script-lines.ts'
import { absoluteArguments, filesOf, filledArguments } from './arguments.ts'
import type { CommandOptions } from './command-options.ts'
import type { Machine } from './machine.ts'

/** Turns one run of a command into a program to start. With `lines`, a bash script writes down what it does. */
export type ProgramPlan = (job: Job, lines: ScriptLines | null) => Program

/** @param from the caller's working directory, from which the arguments' files are named. */
export function programPlan(
  argv: readonly string[],
  { network = false, timeoutSeconds = 10 }: CommandOptions,
  { sandbox, stubs }: Machine,
  from: string,
): ProgramPlan {
  const called = absoluteArguments(argv, from)
  const visible = [
    ...(sandbox === 'none' ? [] : neededPaths(filesOf(argv, from), from, process.env['PATH'] ?? '')),
    ...(network ? namesOfServers() : []),
    ...(stubs === null ? [] : [stubs]),
  ]
  return (job, lines) => {
    const requestFile = requestFileOf(job)
    const request = JSON.stringify(job.request)
    // An earlier run may have put a link in its place, and a link is not written through.
    removeTree(requestFile)
    writeFileSync(requestFile, request, { flag: 'wx' })
    const env = { ...environmentOf(job, requestFile, stubs), ...lines?.env }
    const words = filledArguments(lines === null ? called : byBash(called), job, requestFile)
    return {
      argv: confined(sandbox, withShiftedPids(words, sandbox), { ...job, visible, network, env }),
      env,
      cwd: sandbox === 'none' ? job.root : '/',
      stdin: request,
      timeoutMs: timeoutSeconds * 1000,
      envMarker: sandbox === 'none' || isBySudo(sandbox) ? markerOf(env) : null,
      ...(sandbox === 'none' && job.user !== null ? job.user : {}),
    }
  }
}

/** A `NAME=value` that no other program has in its environment. */
export function markerOf(env: Readonly<Record<string, string>>): string {
  return `SHARED_LINKS_REQUEST=${env['SHARED_LINKS_REQUEST']}`
}

function requestFileOf({ temp, runIndex = 0 }: Job): string {
  return `${temp}/request${runIndex === 0 ? '' : `-${runIndex + 1}`}.json`
}

let runs = 0

/**
 * Uses up some process numbers before a command begins. In a process namespace of its own each run would have the same
 * ones, and temp files named by them would meet those of a run that was killed, or that runs beside it.
 */
function withShiftedPids(argv: readonly string[], sandbox: Sandbox): readonly string[] {
  if (sandbox === 'none') return argv
  runs += 1
  return [systemProgram('sh'), '-c', USE_UP, 'sh', String(runs % NUMBERS), ...argv]
}

/** How many runs in a row have other process numbers; each of them costs a fraction of a millisecond. */
const NUMBERS = 12
const USE_UP = 'n=$1; shift; while [ "$n" -gt 0 ]; do n=$((n - 1)); (:); done; "$@"; exit $?'
