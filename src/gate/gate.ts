import { availableParallelism } from 'node:os'
import { isWithin } from '../../fixtures/disk/flat-tree.ts'
import { tempDir } from '../../fixtures/temp.ts'
import { reconcile } from '../reconciler/reconcile.ts'
import { command, filesOf } from '../subjects/command.ts'
import { makeStubs } from '../subjects/process/environment.ts'
import { sandboxFails } from '../subjects/sandbox/probe-sandbox.ts'
import type { Sandbox } from '../subjects/sandbox/sandbox.ts'
import { script } from '../subjects/script.ts'
import type { Subject } from '../subjects/subject.ts'
import { TraceError } from '../subjects/trace/trace-error.ts'
import { GateError } from './gate-error.ts'
import { harnessFor, judgeSubject } from './judge-subject.ts'
import type { GateOptions } from './options.ts'
import { obeysRequest, preflight, stoppable } from './preflight.ts'
import type { GateReport } from './report-data.ts'

/**
 * Judges a command, or the built-in reconciler, by the laws.
 *
 * @param progress hears how far it is, one line at a time.
 * @throws GateError when it cannot judge: no sandbox, the command fails in an empty world, nothing was tried.
 */
export async function gate(asked: GateOptions, progress: (line: string) => void): Promise<GateReport> {
  // The built-in reconciler has a policy, and is held to it.
  const options = asked.command === null ? { ...asked, equality: asked.equality ?? 'exact' } : asked
  // A mask that hides nothing of what `private` asks for: under 077 every mkdir is private.
  process.umask(0o022)
  const temp = await tempDir()
  try {
    const sandbox = options.command === null ? 'none' : await sandboxFor(options, temp.path)
    const subjectOf = (obeys: boolean) => subjectFor(options, sandbox, temp.path, obeys)
    progress('preflight')
    const first = harnessFor(temp, subjectOf(options.command === null), options)
    const notes = await preflight(first, options.deployment)
    const obeys = options.command === null || (await obeysRequest(first))
    const subject = await stoppable(harnessFor(temp, subjectOf(obeys), options), options.deployment)
    // Before minutes are spent on what cannot be enough.
    if (options.requireAll && subject.stops.by === 'none') {
      throw new GateError(`Not tested: all laws of what happens between two calls (${subject.stops.why}).`)
    }
    const report = await judgeSubject(
      harnessFor(temp, subject, options),
      options,
      { sandbox, notes },
      progress,
    )
    const untested = report.laws.filter(({ verdict }) => verdict === 'not-tested')
    if (options.requireAll && untested.length > 0) {
      throw new GateError(`Not tested: ${untested.map(({ id, reason }) => `${id} (${reason})`).join('; ')}.`)
    }
    return report
  } catch (error) {
    if (error instanceof TraceError) throw new GateError(`${error.message}.`)
    throw error
  } finally {
    await temp.remove()
  }
}

function subjectFor(options: GateOptions, sandbox: Sandbox, tempPath: string, obeys: boolean): Subject {
  const { command: argv, stub, mount, timeoutSeconds, network } = options
  if (argv === null)
    return script('the built-in reconciler', request => reconcile(request, options.equality ?? 'exact'))
  const stubs = stub.length === 0 ? null : `${tempPath}/stubs`
  if (stubs !== null) makeStubs(stubs, stub)
  return command(argv, {
    sandbox,
    network,
    mount,
    timeoutSeconds,
    stubs,
    acceptsRequest: obeys,
    parallel: availableParallelism(),
  })
}

async function sandboxFor(
  { sandbox, mount, network, command: argv }: GateOptions,
  tempPath: string,
): Promise<Sandbox> {
  if (sandbox === 'none') {
    if (mount !== null) throw new GateError('--mount needs a sandbox, and --sandbox none has none.')
    return 'none'
  }
  const hidden = filesOf(argv ?? []).find(path => mount !== null && isWithin(path, mount))
  if (hidden !== undefined) {
    throw new GateError(
      `--mount ${mount} puts the world there, and hides ${hidden}: run the gate in a copy of the repository elsewhere.`,
    )
  }
  const failures: string[] = []
  for (const kind of sandbox === 'auto' ? (['bwrap', 'unshare'] as const) : [sandbox]) {
    const failure = await sandboxFails(kind, tempPath, network)
    if (failure === null) return kind
    failures.push(`  ${kind}: ${failure}`)
  }
  throw new GateError(
    [
      'No sandbox can be had:',
      ...failures,
      'Install bubblewrap (apt-get install bubblewrap), or let the gate be root (sudo without a password is enough, as on',
      'GitHub), which unshare needs. In a container or machine that you can throw away, say --sandbox none: the command then',
      'runs unconfined, with HOME set to the world.',
    ].join('\n'),
  )
}
