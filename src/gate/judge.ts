import { canBeTried } from '../../fixtures/given/given.ts'
import { counted } from '../../fixtures/text/plurals.ts'
import { effortFor } from '../experiments/effort.ts'
import type { Harness } from '../experiments/harness.ts'
import { LAWS } from '../laws/index.ts'
import { askingForTrouble, isAbout } from '../laws/law.ts'
import { TROUBLE_KINDS, type TroubleKind } from '../observation/trouble.ts'
import type { Subject } from '../subjects/subject.ts'
import { GateError, listingError } from './gate-error.ts'
import type { JudgeOptions } from './judge-options.ts'
import type { JudgeReport, LawResult } from './judge-report.ts'
import { judgeWorlds } from './judge-worlds.ts'
import { keepWorlds } from './keep-worlds.ts'
import { ENDED_BY_BAIL } from './law-result.ts'
import { noteOnMachines } from './machines/note-on-machines.ts'
import { readMachines } from './machines/read-machines.ts'
import { notesOnAllowed } from './options/waivers.ts'
import { withHarness } from './process/with-harness.ts'
import type { Regression } from './regressions.ts'
import { countCalls, sumOfCalls } from './runs/call-counts.ts'
import { endedByBudget, startedBudget } from './search/budget.ts'
import { unreached } from './search/coverage.ts'
import { bredWorlds, usableRegressions, worldsFor } from './search/worlds.ts'
import { checkSubject, type SettledOptions, settled } from './settled-options.ts'

/**
 * Judges a reconciler by the laws. It runs the subject in every small state and in random worlds, undisturbed and under
 * trouble, and shrinks each failing case that fails the run. A broken law is a result, and no error.
 *
 * @param subject made by `command`, `port`, `script` or `fn`.
 * @throws GateError when it cannot judge: the options are wrong, there is no sandbox, the subject fails in an empty world,
 * or nothing was tried; with `requireAll`, when a law cannot be tested.
 * @example
 * const { ok, laws } = await judge(command(['bash', 'install.sh']), { seed: 7 })
 * const broken = laws.filter(({ verdict }) => verdict === 'broken').map(({ id }) => id)
 */
export async function judge(subject: Subject, options: JudgeOptions = {}): Promise<JudgeReport> {
  checkSubject(subject)
  return await judgeSettled(subject, settled(options))
}

/** Does the same as `judge`, given options that are valid and complete. */
export async function judgeSettled(subject: Subject, options: SettledOptions): Promise<JudgeReport> {
  options.onProgress('preflight')
  return await withHarness(subject, options, async (harness, notes) => {
    const { stops } = harness.subject
    // The search takes minutes, and could not succeed any more.
    if (options.requireAll && stops.by === 'none')
      throw new GateError(`Not tested: every law of crashes, faults and races (${stops.why}).`)
    const report = await searchAndJudge(harness, options)
    // A violation is an answer, even if it ended the search, or the search had no time for the rest.
    const answered = report.ok ? [ENDED_BY_BAIL] : [ENDED_BY_BAIL, ...reasonOfBudget(options)]
    const untested = report.laws.filter(
      ({ verdict, reason }) => verdict === 'not-tested' && !answered.includes(reason ?? ''),
    )
    if (options.requireAll && untested.length > 0)
      throw new GateError(`Not tested: ${untested.map(({ id, reason }) => `${id} (${reason})`).join('; ')}.`)
    const kept = options.keep ? await keepWorlds(harness, report.laws) : []
    return { ...report, notes: [...notes, ...report.notes, ...kept] }
  })
}

/** Returns the reason why a law is not tested that the budget left unfinished; nothing without a budget. */
function reasonOfBudget({ budgetSeconds }: SettledOptions): string[] {
  return budgetSeconds === null ? [] : [endedByBudget(budgetSeconds)]
}

async function searchAndJudge(uncounted: Harness, options: SettledOptions): Promise<JudgeReport> {
  const { level, seed, sample } = options
  const { subject, calls } = countCalls(uncounted.subject)
  const harness = { ...uncounted, subject }
  const numRuns = options.numRuns ?? effortFor(subject).furtherWorlds
  const remembered = usableRegressions(options.remembered, subject, options)
  const known = remembered.map(({ spec }) => spec)
  const machines = readMachines(options.machines, options.deployment)
  const specs = worldsFor(subject, { ...options, numRuns }, [...known, ...machines]).filter(spec =>
    canBeTried(harness.given, spec),
  )
  const leftOut = sample === null ? noteOnMachines(machines, specs, subject) : []
  const bred = bredWorlds(subject, { ...options, numRuns })
  if (specs.length === 0) throw new GateError('No world was tried: ask for fewer samples.')
  const began = performance.now()
  const {
    laws,
    worlds,
    reached,
    isOverBudget,
    calls: elsewhere,
  } = await judgeWorlds(harness, specs, {
    ...{ ...options, remembered, bred, budget: startedBudget(options.budgetSeconds) },
    part: sample === null ? 0 : sample.index - 1,
  })
  const ok = !laws.some(({ fails }) => fails)
  if (isOverBudget && ok && !laws.some(({ verdict }) => verdict === 'held'))
    throw new GateError(
      `No law is broken, but this run proves nothing: ${reasonOfBudget(options).join()}. Raise --budget, or try fewer worlds with --runs or --sample.`,
    )
  if (!laws.some(({ verdict }) => ['held', 'broken', 'waived'].includes(verdict)))
    throw listingError(
      'No law could be judged in any world that was tried:',
      laws.map(({ id, reason }) => `${id}: ${reason}`),
    )
  // One sample alone may lack any of these, and a refusal needs no further proof.
  if (sample === null && ok) refuseUnproved(unreached(reached, specs, troublesOf(laws, subject, options)))
  return {
    ...{ ok, subject: subject.name, level, seed, numRuns, worlds },
    seconds: (performance.now() - began) / 1000,
    sandbox: subject.invocation?.sandbox ?? 'none',
    trace: subject.stops.by,
    calls: subject.stops.by === 'none' ? null : sumOfCalls(calls, elsewhere),
    notes: [
      ...(isOverBudget ? reasonOfBudget(options) : []),
      ...notesOnAllowed(options.allow),
      ...noteOnPermissions(subject),
      ...noteOnStops(subject),
      ...leftOut,
      ...noteOnRemembered(remembered, laws),
    ],
    ...{ laws, reached },
  }
}

/** Returns the kinds of trouble that are tried for the judged laws; none for a subject that cannot be stopped. */
function troublesOf(laws: readonly LawResult[], { stops }: Subject, options: SettledOptions): TroubleKind[] {
  if (stops.by === 'none') return []
  const isPlanned = ({ verdict, reason }: LawResult) =>
    verdict !== 'waived' && !reasonOfBudget(options).includes(reason ?? '')
  const judged = LAWS.filter(({ id }) => laws.some(law => law.id === id && isPlanned(law)))
  return TROUBLE_KINDS.filter(kind => askingForTrouble(judged).some(law => isAbout(law, kind)))
}

function refuseUnproved(gaps: readonly string[]): void {
  if (gaps.length === 0) return
  throw listingError(
    'No law is broken, but this run proves nothing:',
    gaps,
    'Run again with --stats to see what was reached. If the command is not supposed to do more, waive those laws with --waive.',
  )
}

function noteOnPermissions({ permissions }: Subject): string[] {
  return permissions === 'never'
    ? ['worlds with permissions were left out: they do not restrict a worker thread of root']
    : []
}

/** Says why interception failed, if it was tried. */
function noteOnStops({ stops }: Subject): string[] {
  return stops.by === 'none' && stops.detail !== undefined
    ? [`its calls could not be intercepted: ${stops.detail}`]
    : []
}

/** Says which worlds from earlier runs break their law no longer. */
function noteOnRemembered(remembered: readonly Regression[], laws: readonly LawResult[]): string[] {
  const held = remembered.filter(({ law }) =>
    laws.some(({ id, verdict }) => id === law && verdict === 'held'),
  )
  if (held.length === 0) return []
  const ids = [...new Set(held.map(({ law }) => law))].join(', ')
  const [were, hold] = held.length === 1 ? ['was', 'holds'] : ['were', 'hold']
  return [`${counted(held.length, 'world')} that broke ${ids} before ${were} tried first, and now ${hold}`]
}
