import { dirname } from 'node:path'
import type { Report } from '../../observation/report.ts'
import { isChange } from '../../observation/step.ts'
import { checkArgv, checkCommandOptions } from '../check-arguments.ts'
import type { Interceptor } from '../interceptor.ts'
import { withDiskQuota } from '../process/disk-quota.ts'
import { type Ended, type Program, runProgram } from '../process/run-program.ts'
import { isBySudo, lastWrapper } from '../sandbox/sandbox.ts'
import { cannotBeStopped, type Job, type Stops, type Subject } from '../subject.ts'
import { type ScriptLines, scriptLines } from '../trace/lines/script-lines.ts'
import { traceProgram } from '../trace/trace-program.ts'
import { filesOf } from './arguments.ts'
import type { CommandOptions } from './command-options.ts'
import { findMachine, type Machine, unprepared } from './machine.ts'
import { markerOf, type ProgramPlan, programPlan } from './program-plan.ts'

/**
 * Makes a subject of a program in any language. Exit code 0 is success; of its output, the first 64 KiB are kept.
 *
 * The program receives the request (`{ "homes", "required" }`, as JSON) in the file that `SHARED_LINKS_REQUEST` names
 * and on its standard input, and the world's root in `SHARED_LINKS_ROOT` and `HOME`. In its arguments `{root}` and
 * `{request}` are replaced by those paths, and an argument `{homes}` by one argument per home. Its working directory is
 * the world's root, so an argument that names an existing file is made absolute.
 *
 * Whether a sandbox and a tracer work here is not known before `prepare`: until then `bwrap` is assumed, and nothing
 * can stop the program between its calls.
 *
 * @param argv the program and its arguments.
 * @throws TypeError when there is no program; OptionsError when an option is wrong.
 * @example
 * const subject = command(['bash', 'install.sh', '--root={root}'], { stub: ['systemctl'] })
 */
export function command(argv: readonly string[], options: CommandOptions = {}): Subject {
  checkArgv(argv)
  checkCommandOptions(options)
  return commandOn(unprepared(options), argv, options)
}

function commandOn(machine: Machine, argv: readonly string[], options: CommandOptions): Subject {
  const { network = false, mount = null, stub = [], acceptsRequest = null, parallel = 1 } = options
  const { env = {}, stdin = null, setup = null, again = null } = options
  const { sandbox, tracer } = machine
  const from = process.cwd()
  const first = programPlan(argv, options, machine, from)
  const plans = {
    first,
    // The answers in a file are meant for the command itself.
    setup: setup === null ? first : programPlan(setup, options, { ...machine, stdin: null }, from),
    again: again === null ? first : programPlan(again, options, machine, from),
  }
  return {
    name: argv.join(' '),
    kind: 'command',
    mount,
    acceptsRequest,
    parallel,
    permissions: sandbox !== 'none' || process.getuid?.() !== 0 ? 'always' : 'as-user',
    stops: stopsOf(machine),
    invocation: { argv, sandbox, network, mount, stub, env, stdin, setup, again },
    prepare: async tempPath => commandOn(await findMachine(argv, options, tempPath), argv, options),
    run: job => reportOfRun(plans[job.phase ?? 'first'], job, runProgram),
    runIntercepted: (job, interceptor, { intercept, attributed = false, waits = null }) => {
      if (tracer === null || 'failure' in tracer) return cannotBeStopped()
      const { python } = tracer
      const calls = { root: job.seenAs, intercept, waits, after: lastWrapper(sandbox), python }
      const files = [argv, again ?? []].flatMap(words => filesOf(words, from))
      const lines = attributed
        ? scriptLines(job.temp, `script-${job.runIndex ?? 0}`, [from, ...files.map(dirname)])
        : null
      const attributing = lines === null ? interceptor : withOrigins(interceptor, lines)
      return reportOfRun(
        plans[job.phase ?? 'first'],
        job,
        program => traceProgram(program, calls, attributing),
        lines,
      )
    },
  }
}

async function reportOfRun(
  plan: ProgramPlan,
  job: Job,
  run: (program: Program) => Promise<Ended>,
  lines: ScriptLines | null = null,
): Promise<Report> {
  const program = plan(job, lines)
  const marker = markerOf(program.env)
  const ended = await withDiskQuota([job.temp, job.root], marker, () => run(program), KILLED_UNSEEN)
  const { exit, output, timedOut } = ended
  const stopped = ended.stopped ?? ended.excess
  return {
    claim: stopped !== null ? 'unended' : exit === 0 ? 'success' : 'failure',
    named: null,
    output,
    exit,
    ...(stopped === null ? {} : { stopped }),
    ...(timedOut ? { timedOut } : {}),
  }
}

/** The end of a run whose supervisor was killed with it. */
const KILLED_UNSEEN: Ended = { exit: null, stopped: null, timedOut: false, output: '' }

/** Returns the same interceptor, which receives each change with its origin. */
function withOrigins(interceptor: Interceptor, { originOf }: ScriptLines): Interceptor {
  return step => {
    const origin = isChange(step) ? originOf(step) : null
    return interceptor(origin === null ? step : { ...step, origin })
  }
}

function stopsOf({ sandbox, tracer }: Machine): Stops {
  if (isBySudo(sandbox)) return BEHIND_SUDO
  if (tracer !== null && 'by' in tracer) return { by: tracer.by }
  const why = 'nothing here can stop it between its calls: install python3'
  return { by: 'none', verdict: 'not-tested', why, ...(tracer === null ? {} : { detail: tracer.failure }) }
}

// A traced program cannot become root, and sudo closes the descriptor through which a program is traced.
const BEHIND_SUDO: Stops = {
  by: 'none',
  verdict: 'not-tested',
  why: 'a command that sudo confines cannot be stopped between its calls: run the gate itself as root',
}
