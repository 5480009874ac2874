import { availableParallelism } from 'node:os'
import picomatch from 'picomatch'
import { tempDir } from '../../fixtures/temp.ts'
import type { Lab } from '../experiments/lab.ts'
import { reconcile } from '../reconciler/reconcile.ts'
import { command } from '../subjects/command.ts'
import { makeStubs } from '../subjects/environment.ts'
import { bwrapFails, type Sandbox } from '../subjects/sandbox.ts'
import { script } from '../subjects/script.ts'
import type { Subject } from '../subjects/subject.ts'
import { GateError } from './gate-error.ts'
import { DEFAULT_SEED, type GateOptions } from './options.ts'
import { obeysRequest, preflight } from './preflight.ts'
import { runLaws } from './run-laws.ts'
import type { GateReport } from './verdict.ts'
import { RUNS, worldsFor } from './worlds.ts'

/**
 * Judges a subject by the laws, in every small state and in random worlds.
 *
 * @param progress hears how far it is, one line at a time.
 * @throws GateError when it cannot judge: no sandbox, the command fails in an empty world, nothing was tried.
 */
export async function gate(options: GateOptions, progress: (line: string) => void): Promise<GateReport> {
  // What the laws say of modes is told by a mask that hides nothing they ask for.
  process.umask(0o022)
  const temp = await tempDir()
  try {
    const sandbox = options.command === null ? 'none' : await sandboxFor(options, temp.path)
    const equality = options.equality
    const isAllowed = options.allow.length === 0 ? () => false : picomatch([...options.allow], { dot: true })
    const subjectOf = (obeys: boolean) => subjectFor(options, sandbox, temp.path, obeys)
    const first: Lab = { temp, subject: subjectOf(false), equality, isAllowed }
    const notes = await preflight(first, options.deployment)
    const obeys = options.command === null || (await obeysRequest(first))
    const lab: Lab = { ...first, subject: subjectOf(obeys) }
    const seed = options.seed ?? DEFAULT_SEED
    const runs = options.runs ?? (options.command === null ? RUNS.inProcess : RUNS.command)
    const specs = worldsFor(lab.subject, { deployment: options.deployment, runs, seed, shard: options.shard })
    if (specs.length === 0) throw new GateError('No world was tried: give more --runs, or fewer shards.')
    if (lab.subject.permissions === 'never')
      notes.push('worlds with permissions in them were left out: this is a worker thread of root')
    const began = performance.now()
    const laws = await runLaws(lab, specs, {
      ...options,
      onProgress: (done, of, broken) =>
        progress(
          `${done} of ${of} worlds${broken.length === 0 ? '' : `, broken so far: ${broken.join(', ')}`}`,
        ),
    })
    const seconds = (performance.now() - began) / 1000
    const untested = laws.filter(({ verdict }) => verdict === 'not-tested')
    if (options.requireAll && untested.length > 0) {
      throw new GateError(`Not tested: ${untested.map(({ id, reason }) => `${id} (${reason})`).join('; ')}.`)
    }
    if (laws.every(({ verdict }) => verdict === 'not-tested' || verdict === 'not-applicable')) {
      throw new GateError('No law could be judged in any world that was tried.')
    }
    return {
      ok: !laws.some(({ fails }) => fails),
      subject: lab.subject.name,
      level: options.level,
      seed,
      worlds: specs.length,
      seconds,
      sandbox,
      trace: 'none',
      laws,
      notes,
    }
  } finally {
    await temp.remove()
  }
}

function subjectFor(options: GateOptions, sandbox: Sandbox, tempPath: string, obeys: boolean): Subject {
  const { command: argv, equality, stub, mount, timeout } = options
  if (argv === null)
    return script('the built-in reconciler', request => reconcile(request, equality ?? 'exact'))
  const stubs = stub.length === 0 ? null : `${tempPath}/stubs`
  if (stubs !== null) makeStubs(stubs, stub)
  return command(argv, {
    sandbox,
    mount,
    timeout,
    stubs,
    obeysRequest: obeys,
    parallel: availableParallelism(),
  })
}

async function sandboxFor({ sandbox, mount }: GateOptions, tempPath: string): Promise<Sandbox> {
  if (sandbox === 'none') {
    if (mount !== null) throw new GateError('--mount needs a sandbox, and --sandbox none has none.')
    return 'none'
  }
  const failure = await bwrapFails(tempPath)
  if (failure === null) return 'bwrap'
  throw new GateError(
    [
      `No sandbox can be had: ${failure}.`,
      'Install bubblewrap (apt-get install bubblewrap), or, in a container or machine that you can throw away, say --sandbox none:',
      'the command then runs unconfined, with HOME set to the world.',
    ].join('\n'),
  )
}
