import { existsSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { removeTree } from '../../fixtures/disk/remove.ts'
import type { Report } from '../observation/report.ts'
import { isChange } from '../observation/step.ts'
import type { Interceptor } from './interceptor.ts'
import { withDiskQuota } from './process/disk-quota.ts'
import { environmentOf } from './process/environment.ts'
import { type Ended, type Program, runProgram } from './process/run-program.ts'
import { neededPaths } from './sandbox/needed-paths.ts'
import { confined, isBySudo, lastWrapper, namesOfServers, type Sandbox } from './sandbox/sandbox.ts'
import { systemProgram } from './sandbox/system-programs.ts'
import { cannotBeStopped, type Job, NOBODY, type Stops, type Subject } from './subject.ts'
import { findTracer, type Tracer } from './trace/find-tracer.ts'
import { byBash, type ScriptLines, scriptLines } from './trace/script-lines.ts'
import { traceProgram } from './trace/trace-program.ts'

export interface CommandOptions {
  /** `bwrap` unless given. `none` lets it write wherever its user may. */
  readonly sandbox?: Sandbox
  /** Whether it may reach the network from its sandbox; not unless given. */
  readonly network?: boolean
  /** An absolute path at which the world is to appear; it needs a sandbox. */
  readonly mount?: string | null
  /** In seconds, for one run; 10 unless given. */
  readonly timeoutSeconds?: number
  /** A directory of programs that come first on its path. */
  readonly stubs?: string | null
  /** Whether it does what it is asked, or has its homes and links written into it. */
  readonly acceptsRequest?: boolean
  /** How many runs may be under way at once. */
  readonly parallel?: number
  /** By what it is stopped between its calls; by nothing unless given. `prepared` of the subject finds it. */
  readonly tracer?: Tracer | null
  /** Whether each change that it makes is told with what made it: a bash script then writes down what it does. */
  readonly isTold?: boolean
}

/**
 * A subject that is a program, in any language. It gets the request in a file, on its standard input, and in its
 * arguments, where `{root}`, `{request}` and `{homes}` are replaced; exit 0 is success. An argument that names an
 * existing file is made absolute, since the command's working directory is the world's root.
 *
 * @example command(['bash', 'install.sh'])
 */
export function command(argv: readonly string[], options: CommandOptions = {}): Subject {
  const {
    sandbox = 'bwrap',
    network = false,
    mount = null,
    timeoutSeconds = 10,
    stubs = null,
    acceptsRequest = false,
    parallel = 1,
    tracer = null,
    isTold = false,
  } = options
  const from = process.cwd()
  const ownDirectories = () => [from, ...filesOf(argv, from).map(file => dirname(file))]
  const called = argv.map((argument, i) => absolute(argument, i, from))
  const whole = isTold ? byBash(called) : called
  const visible = [
    ...(sandbox === 'none' ? [] : neededPaths(filesOf(argv, from), from, process.env['PATH'] ?? '')),
    ...(network ? namesOfServers() : []),
    ...(stubs === null ? [] : [stubs]),
  ]
  const programFor = (job: Job, more: Readonly<Record<string, string>> = {}): Program => {
    const { runIndex = 0 } = job
    const requestFile = `${job.temp}/request${runIndex === 0 ? '' : `-${runIndex + 1}`}.json`
    const request = JSON.stringify(job.request)
    // An earlier run may have put a link in its place, and a link is not written through.
    removeTree(requestFile)
    writeFileSync(requestFile, request, { flag: 'wx' })
    const env = { ...environmentOf(job, requestFile, stubs), ...more }
    return {
      argv: confined(sandbox, withShiftedPids(filled(whole, job, requestFile), sandbox), {
        ...job,
        visible,
        network,
        env,
      }),
      env,
      cwd: sandbox === 'none' ? job.root : '/',
      stdin: request,
      timeoutMs: timeoutSeconds * 1000,
      envMarker: sandbox === 'none' || isBySudo(sandbox) ? markOf(env) : null,
      ...(sandbox === 'none' && job.user !== null ? job.user : {}),
    }
  }
  const reported = async (
    job: Job,
    run: (program: Program) => Promise<Ended>,
    lines: ScriptLines | null = null,
  ): Promise<Report> => {
    const program = programFor(job, lines?.env)
    const directories = [job.temp, job.root]
    const ended = await withDiskQuota(directories, markOf(program.env), () => run(program), ENDED)
    return {
      claim: claimOf(ended),
      named: null,
      output: ended.output,
      exit: ended.exit,
      ...(ended.excess === null ? {} : { excess: ended.excess }),
    }
  }
  return {
    name: argv.join(' '),
    kind: 'command',
    mount,
    acceptsRequest,
    parallel,
    permissions: sandbox !== 'none' || process.getuid?.() !== 0 ? 'always' : 'as-user',
    stops: stopsBy(tracer),
    withTracer: async () => {
      if (tracer !== null) return command(argv, options)
      // Without a sandbox, root hands some of its runs to another user.
      const other = sandbox === 'none' && process.getuid?.() === 0 ? NOBODY : null
      // What is watched may not become root, and sudo closes the descriptor over which it is watched.
      if (isBySudo(sandbox)) return { ...command(argv, options), stops: BEHIND_SUDO }
      return command(argv, { ...options, tracer: await findTracer(other) })
    },
    told: () => command(argv, { ...options, isTold: true }),
    run: job => reported(job, runProgram),
    runIntercepted: (job, interceptor, intercept) => {
      if (tracer === null || 'fails' in tracer) return cannotBeStopped()
      const world = { root: job.seenAs, intercept, after: lastWrapper(sandbox) }
      const lines = isTold ? scriptLines(job.temp, `script-${job.runIndex ?? 0}`, ownDirectories()) : null
      const direct = lines === null ? interceptor : telling(interceptor, lines)
      const run = (program: Program) => traceProgram(program, { ...world, python: tracer.python }, direct)
      return reported(job, run, lines)
    },
  }
}

/** The same director, which hears of each change what makes it. */
function telling(interceptor: Interceptor, { doing }: ScriptLines): Interceptor {
  return step => {
    const by = isChange(step) ? doing(step) : null
    return interceptor(by === null ? step : { ...step, origin: by })
  }
}

/** Of a run that was killed and could not tell of itself. */
const ENDED: Ended = { exit: null, timedOut: false, output: '' }

const BEHIND_SUDO: Stops = {
  by: 'none',
  verdict: 'not-tested',
  why: 'what sudo confines cannot be stopped between its calls: run the gate itself as root',
}

let runs = 0

/**
 * In a process namespace of its own each run would have the same process numbers, and what names its temp files by them
 * would meet those of a run that was killed, or that runs beside it. Some numbers are used up before it begins.
 */
function withShiftedPids(argv: readonly string[], sandbox: Sandbox): readonly string[] {
  if (sandbox === 'none') return argv
  runs += 1
  return [systemProgram('sh'), '-c', USE_UP, 'sh', String(runs % NUMBERS), ...argv]
}

/** How many runs in a row have other process numbers; each of them costs a fraction of a millisecond. */
const NUMBERS = 12
const USE_UP = 'n=$1; shift; while [ "$n" -gt 0 ]; do n=$((n - 1)); (:); done; "$@"; exit $?'

function stopsBy(tracer: Tracer | null): Stops {
  if (tracer !== null && 'by' in tracer) return { by: tracer.by }
  const why = 'nothing here stops it between its calls: install python3'
  return { by: 'none', verdict: 'not-tested', why, ...(tracer === null ? {} : { detail: tracer.fails }) }
}

/** What no other program has in its environment. */
function markOf(env: Readonly<Record<string, string>>): string {
  return `SHARED_LINKS_REQUEST=${env['SHARED_LINKS_REQUEST']}`
}

function claimOf({
  exit,
  timedOut,
  excess,
}: {
  readonly exit: number | null
  readonly timedOut: boolean
  readonly excess: string | null
}): Report['claim'] {
  if (timedOut || excess !== null) return 'killed'
  return exit === 0 ? 'success' : 'failure'
}

function filled(argv: readonly string[], job: Job, requestFile: string): string[] {
  return argv.flatMap(argument =>
    argument === '{homes}'
      ? job.request.homes
      : [argument.replaceAll('{root}', job.seenAs).replaceAll('{request}', requestFile)],
  )
}

/** The arguments that name files of the caller, as whole paths. */
export function filesOf(argv: readonly string[], from = process.cwd()): string[] {
  return argv
    .map((argument, i) => absolute(argument, i, from))
    .filter(path => path.startsWith('/') && existsSync(path))
}

/** Whether an argument names a file of the caller. */
export function isFile(argument: string, index: number, from = process.cwd()): boolean {
  // The program itself is looked up on the path, unless it is named by a path.
  const isPath = index > 0 ? !argument.startsWith('-') : argument.includes('/')
  return isPath && argument !== '' && existsSync(resolve(from, argument))
}

function absolute(argument: string, index: number, from: string): string {
  return isFile(argument, index, from) ? resolve(from, argument) : argument
}
