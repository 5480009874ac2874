import { dirname } from 'node:path'
import type { Report } from '../../observation/report.ts'
import { isChange } from '../../observation/step.ts'
import type { Interceptor } from '../interceptor.ts'
import { withDiskQuota } from '../process/disk-quota.ts'
import { type Ended, type Program, runProgram } from '../process/run-program.ts'
import { isBySudo, lastWrapper } from '../sandbox/sandbox.ts'
import { cannotBeStopped, type Job, type Stops, type Subject } from '../subject.ts'
import { type ScriptLines, scriptLines } from '../trace/script-lines.ts'
import { traceProgram } from '../trace/trace-program.ts'
import { filesOf } from './arguments.ts'
import type { CommandOptions } from './command-options.ts'
import { findMachine, type Machine, unprepared } from './machine.ts'
import { markerOf, type ProgramPlan, programPlan } from './program-plan.ts'

/**
 * Makes a subject of a program in any language. It gets the request in a file, on its standard input, and in its
 * arguments, where `{root}`, `{request}` and `{homes}` are replaced; exit 0 is success. An argument that names an
 * existing file is made absolute, since the command's working directory is the world's root.
 *
 * @example command(['bash', 'install.sh'])
 */
export function command(argv: readonly string[], options: CommandOptions = {}): Subject {
  return commandOn(argv, options, unprepared(options))
}

function commandOn(argv: readonly string[], options: CommandOptions, machine: Machine): Subject {
  const { network = false, mount = null, stub = [], acceptsRequest = null, parallel = 1 } = options
  const { sandbox, tracer } = machine
  const from = process.cwd()
  const plan = programPlan(argv, options, machine, from)
  return {
    name: argv.join(' '),
    kind: 'command',
    mount,
    acceptsRequest,
    parallel,
    permissions: sandbox !== 'none' || process.getuid?.() !== 0 ? 'always' : 'as-user',
    stops: stopsOf(machine),
    invocation: { argv, sandbox, network, mount, stub },
    prepare: async tempPath => commandOn(argv, options, await findMachine(argv, options, tempPath)),
    run: job => reported(plan, job, runProgram),
    runIntercepted: (job, interceptor, { intercept, attributed = false }) => {
      if (tracer === null || 'fails' in tracer) return cannotBeStopped()
      const watched = { root: job.seenAs, intercept, after: lastWrapper(sandbox), python: tracer.python }
      const lines = attributed
        ? scriptLines(job.temp, `script-${job.runIndex ?? 0}`, [from, ...filesOf(argv, from).map(dirname)])
        : null
      const attributing = lines === null ? interceptor : withOrigins(interceptor, lines)
      return reported(plan, job, program => traceProgram(program, watched, attributing), lines)
    },
  }
}

async function reported(
  plan: ProgramPlan,
  job: Job,
  run: (program: Program) => Promise<Ended>,
  lines: ScriptLines | null = null,
): Promise<Report> {
  const program = plan(job, lines)
  const marker = markerOf(program.env)
  const ended = await withDiskQuota([job.temp, job.root], marker, () => run(program), KILLED_UNSEEN)
  const { exit, output, timedOut, excess } = ended
  const isKilled = timedOut || excess !== null
  return {
    claim: isKilled ? 'killed' : exit === 0 ? 'success' : 'failure',
    named: null,
    output,
    exit,
    ...(excess === null ? {} : { excess }),
  }
}

/** The end of a run that was killed and could not tell of itself. */
const KILLED_UNSEEN: Ended = { exit: null, timedOut: false, output: '' }

/** Returns the same interceptor, which learns the origin of each change. */
function withOrigins(interceptor: Interceptor, { originOf }: ScriptLines): Interceptor {
  return step => {
    const origin = isChange(step) ? originOf(step) : null
    return interceptor(origin === null ? step : { ...step, origin })
  }
}

function stopsOf({ sandbox, tracer }: Machine): Stops {
  // What is watched may not become root, and sudo closes the descriptor over which it is watched.
  if (isBySudo(sandbox)) return BEHIND_SUDO
  if (tracer !== null && 'by' in tracer) return { by: tracer.by }
  const why = 'nothing here stops it between its calls: install python3'
  return { by: 'none', verdict: 'not-tested', why, ...(tracer === null ? {} : { detail: tracer.fails }) }
}

const BEHIND_SUDO: Stops = {
  by: 'none',
  verdict: 'not-tested',
  why: 'what sudo confines cannot be stopped between its calls: run the gate itself as root',
}
