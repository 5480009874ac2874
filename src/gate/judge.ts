import { type TempDir, tempDir } from '../../fixtures/temp.ts'
import { counted } from '../../fixtures/text/plurals.ts'
import { type Harness, harnessFor } from '../experiments/harness.ts'
import { LAWS } from '../laws/index.ts'
import { TROUBLE_KINDS, type TroubleKind } from '../observation/trouble.ts'
import { SandboxError } from '../subjects/sandbox/sandbox-error.ts'
import type { Subject } from '../subjects/subject.ts'
import { TraceError } from '../subjects/trace/trace-error.ts'
import { GateError } from './gate-error.ts'
import { type JudgeOptions, type SettledOptions, settled } from './judge-options.ts'
import { judgeWorlds } from './judge-worlds.ts'
import { keepWorlds } from './keep-worlds.ts'
import { acceptsRequest, preflight, stoppable } from './preflight.ts'
import type { Regression } from './regressions.ts'
import type { GateReport, LawResult } from './report-data.ts'
import { countCalls } from './search/call-counts.ts'
import { unreached } from './search/coverage.ts'
import { usableRegressions } from './search/remembered-worlds.ts'
import { worldsFor } from './search/worlds.ts'
import { withUmask } from './umask.ts'

/**
 * Judges a reconciler by the laws: tries it in every small state and in random worlds, undisturbed and under trouble,
 * and makes each failing case as small as it can be.
 *
 * @throws GateError when it cannot judge: there is no sandbox, the subject fails in an empty world, or nothing was tried.
 * @example const { ok, laws } = await judge(command(['bash', 'install.sh']), { seed: 7 })
 */
export async function judge(subject: Subject, options: JudgeOptions = {}): Promise<GateReport> {
  const temp = await tempDir()
  try {
    return await withUmask(notes => judgeIn(temp, subject, settled(options), notes))
  } catch (error) {
    if (error instanceof TraceError) throw new GateError(`${error.message}.`)
    if (error instanceof SandboxError) throw new GateError(error.message)
    throw error
  } finally {
    await temp.remove()
  }
}

async function judgeIn(
  temp: TempDir,
  asked: Subject,
  options: SettledOptions,
  notes: readonly string[],
): Promise<GateReport> {
  options.onProgress('preflight')
  const { harness, written } = await prepared(temp, asked, options)
  const { subject } = harness
  // Before minutes are spent on what cannot be enough.
  if (options.requireAll && subject.stops.by === 'none')
    throw new GateError(`Not tested: all laws of what happens between two calls (${subject.stops.why}).`)
  const report = await searched(harness, options)
  const untested = report.laws.filter(({ verdict }) => verdict === 'not-tested')
  if (options.requireAll && untested.length > 0)
    throw new GateError(`Not tested: ${untested.map(({ id, reason }) => `${id} (${reason})`).join('; ')}.`)
  const kept = options.keep ? await keepWorlds(harness, report.laws) : []
  return { ...report, notes: [...written, ...notes, ...report.notes, ...kept] }
}

/** Finds what confines and stops the subject, and whether it can be judged at all. */
async function prepared(temp: TempDir, asked: Subject, options: SettledOptions) {
  const { deployment } = options
  const first = harnessFor(temp, (await asked.prepare?.(temp.path)) ?? asked, options)
  const written = await preflight(first, deployment)
  const subject = {
    ...(await stoppable(first, deployment)),
    acceptsRequest: first.subject.acceptsRequest ?? (await acceptsRequest(first)),
  }
  return { harness: { ...first, subject }, written }
}

async function searched(uncounted: Harness, options: SettledOptions): Promise<GateReport> {
  const { level, seed, shard } = options
  const { subject, calls } = countCalls(uncounted.subject)
  const harness = { ...uncounted, subject }
  const remembered = usableRegressions(options.remembered, subject, options)
  const specs = worldsFor(
    subject,
    options,
    remembered.map(({ spec }) => spec),
  )
  if (specs.length === 0) throw new GateError('No world was tried: ask for fewer shards.')
  const began = performance.now()
  const { laws, worlds, reached } = await judgeWorlds(harness, specs, { ...options, remembered })
  if (!laws.some(({ verdict }) => ['held', 'broken', 'waived'].includes(verdict)))
    throw new GateError('No law could be judged in any world that was tried.')
  const ok = !laws.some(({ fails }) => fails)
  // A part of a run may well be without any of these, and what is refused needs no more proof.
  if (shard === null && ok) refuseUnproved(unreached(reached, specs, troublesOf(laws, subject)))
  return {
    ...{ ok, subject: subject.name, level, seed, worlds, laws, reached },
    seconds: (performance.now() - began) / 1000,
    sandbox: subject.invocation?.sandbox ?? 'none',
    trace: subject.stops.by,
    calls: subject.stops.by === 'none' ? null : { ...calls },
    notes: [...leftOut(subject), ...notIntercepted(subject), ...healed(remembered, laws)],
  }
}

/** The kinds of trouble that the judged laws are about; none where the subject cannot be stopped. */
function troublesOf(laws: readonly LawResult[], { stops }: Subject): TroubleKind[] {
  if (stops.by === 'none') return []
  const judged = LAWS.filter(({ id }) => laws.some(law => law.id === id && law.verdict !== 'waived'))
  return TROUBLE_KINDS.filter(kind => judged.some(({ underTrouble }) => underTrouble?.kind === kind))
}

function refuseUnproved(lacking: readonly string[]): void {
  if (lacking.length === 0) return
  throw new GateError(
    [
      'Nothing is proved, although no law is broken:',
      ...lacking.map(what => `  ${what}`),
      'See with --stats what was reached. If the command is meant to do so little, leave those laws out with --waive.',
    ].join('\n'),
  )
}

function leftOut({ permissions }: Subject): string[] {
  return permissions === 'never'
    ? ['worlds with permissions were left out: a worker thread of root obeys none']
    : []
}

/** Why a subject could not be stopped between its calls, where that was tried. */
function notIntercepted({ stops }: Subject): string[] {
  return stops.by === 'none' && stops.detail !== undefined
    ? [`its calls could not be intercepted: ${stops.detail}`]
    : []
}

/** Says that worlds that broke a law before were tried again, and do no more. */
function healed(remembered: readonly Regression[], laws: readonly LawResult[]): string[] {
  const held = remembered.filter(({ law }) =>
    laws.some(({ id, verdict }) => id === law && verdict === 'held'),
  )
  if (held.length === 0) return []
  const ids = [...new Set(held.map(({ law }) => law))].join(', ')
  return [
    `${counted(held.length, 'world')} that broke ${ids} before ${held.length === 1 ? 'was' : 'were'} tried first, and hold${held.length === 1 ? 's' : ''} now`,
  ]
}
