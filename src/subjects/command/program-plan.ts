import { writeFileSync } from 'node:fs'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { environmentOf, filledVariables } from '../process/environment.ts'
import type { Program } from '../process/run-program.ts'
import { systemProgram } from '../process/system-programs.ts'
import { neededPaths, resolverConfig } from '../sandbox/needed-paths.ts'
import { confined, isBySudo, processLimitIn, type Sandbox } from '../sandbox/sandbox.ts'
import type { Job } from '../subject.ts'
import { byBash } from '../trace/lines/by-bash.ts'
import type { ScriptLines } from '../trace/lines/script-lines.ts'
import { absoluteArguments, filesOf, filledArguments } from './arguments.ts'
import type { CommandOptions } from './command-options.ts'
import type { Machine } from './machine.ts'

/**
 * Turns one run of a command into a program to start, and writes its request file.
 *
 * @param lines records the lines of scripts; null to record none.
 */
export type ProgramPlan = (job: Job, lines: ScriptLines | null) => Program

/**
 * Plans the runs of a command on a machine.
 *
 * @param from the caller's working directory, to which arguments that name files are relative.
 */
export function programPlan(
  argv: readonly string[],
  { network = false, timeoutSeconds = 10, env: further = {} }: CommandOptions,
  { sandbox, stubs, stdin }: Machine,
  from: string,
): ProgramPlan {
  const absolute = absoluteArguments(argv, from)
  const visible = [
    ...(sandbox === 'none' ? [] : neededPaths(filesOf(argv, from), from, process.env['PATH'] ?? '')),
    ...(network ? resolverConfig() : []),
    ...(stubs === null ? [] : [stubs]),
  ]
  return (job, lines) => {
    const requestFile = requestFileOf(job)
    const request = JSON.stringify(job.request)
    // An earlier run may have replaced the file by a link, which must not be written through.
    removeTree(requestFile)
    writeFileSync(requestFile, request, { flag: 'wx' })
    const env = {
      ...filledVariables(further, job.seenAs),
      ...environmentOf(job, requestFile, stubs),
      ...lines?.env,
    }
    const words = filledArguments(lines === null ? absolute : byBash(absolute), job, requestFile)
    return {
      argv: confined(sandbox, withShiftedPids(words, sandbox, job.earlierRuns), {
        ...job,
        visible,
        network,
        env,
      }),
      env,
      cwd: sandbox === 'none' ? job.root : '/',
      stdin: stdin ?? request,
      timeoutMs: timeoutSeconds * 1000 * (job.patience ?? 1),
      processLimit: processLimitIn(sandbox),
      envMarker: sandbox === 'none' || isBySudo(sandbox) ? markerOf(env) : null,
      ...(sandbox === 'none' && job.user !== null ? job.user : {}),
    }
  }
}

/** Returns a `NAME=value` that only the processes of this run have in their environment. */
export function markerOf(env: Readonly<Record<string, string>>): string {
  return `SHARED_LINKS_REQUEST=${env['SHARED_LINKS_REQUEST']}`
}

function requestFileOf({ temp, runIndex = 0 }: Job): string {
  return `${temp}/request${runIndex === 0 ? '' : `-${runIndex + 1}`}.json`
}

/**
 * Prepends a shell that uses up some process numbers. In a process namespace of its own, every run would have the same
 * numbers, and temporary files named by them would collide with those of a killed or a concurrent run in the same world.
 */
function withShiftedPids(argv: readonly string[], sandbox: Sandbox, earlierRuns = 0): readonly string[] {
  if (sandbox === 'none') return argv
  return [systemProgram('sh'), '-c', USE_UP_PIDS, 'sh', String(earlierRuns % SHIFTS), ...argv]
}

/** How many consecutive runs differ; each number that is used up costs a fraction of a millisecond. */
const SHIFTS = 12
const USE_UP_PIDS = 'n=$1; shift; while [ "$n" -gt 0 ]; do n=$((n - 1)); (:); done; "$@"; exit $?'
