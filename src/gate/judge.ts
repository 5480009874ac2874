import { canBeTried } from '../../fixtures/given/given.ts'
import { effortFor } from '../experiments/effort.ts'
import type { Harness } from '../experiments/harness.ts'
import type { Subject } from '../subjects/subject.ts'
import { GateError } from './gate-error.ts'
import type { JudgeOptions } from './judge-options.ts'
import type { JudgeReport } from './judge-report.ts'
import { judgeWorlds } from './judge-worlds.ts'
import { keepWorlds } from './keep-worlds.ts'
import { noteOnMachines } from './machines/note-on-machines.ts'
import { readMachines } from './machines/read-machines.ts'
import { noteOnPermissions, noteOnRemembered, noteOnStops } from './notes.ts'
import { notesOnAllowed } from './options/waivers.ts'
import { withHarness } from './process/with-harness.ts'
import { countCalls, sumOfCalls } from './runs/call-counts.ts'
import { endedByBudget, startedBudget } from './search/budget.ts'
import { bredWorlds, usableRegressions, worldsFor } from './search/worlds.ts'
import { checkSubject, type SettledOptions, settled } from './settled-options.ts'
import { shardReportOf } from './shard/shard-report-of.ts'
import { ENDED_BY_BAIL } from './verdict/law-result.ts'
import { refuseUnjudged, refuseUnproved, refuseUntested } from './verdict/proof.ts'

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
    // One shard alone may lack what a law needs.
    if (options.requireAll && options.shard === null) refuseUntested(report.laws, answered)
    const kept = options.keep ? await keepWorlds(harness, report.laws) : []
    return { ...report, notes: [...notes, ...report.notes, ...kept] }
  })
}

/** Returns the reason why a law is not tested that the budget left unfinished; nothing without a budget. */
function reasonOfBudget({ budgetSeconds }: SettledOptions): string[] {
  return budgetSeconds === null ? [] : [endedByBudget(budgetSeconds)]
}

async function searchAndJudge(uncounted: Harness, options: SettledOptions): Promise<JudgeReport> {
  const { level, seed, sample, shard } = options
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
    recorded,
  } = await judgeWorlds(harness, specs, {
    ...{ ...options, remembered, bred, budget: startedBudget(options.budgetSeconds) },
    part: sample === null ? 0 : sample.index - 1,
    share: shard,
  })
  const ok = !laws.some(({ fails }) => fails)
  if (isOverBudget && ok && !laws.some(({ verdict }) => verdict === 'held'))
    throw new GateError(
      `No law is broken, but this run proves nothing: ${reasonOfBudget(options).join()}. Raise --budget, or try fewer worlds with --runs or --sample.`,
    )
  if (worlds === 0) throw new GateError('No world was tried: ask for fewer shards.')
  refuseUnjudged(laws)
  // One sample or shard alone may lack any of these, and a refusal needs no further proof.
  const states = specs.flatMap(spec => spec.states ?? [])
  if (sample === null && shard === null && ok)
    refuseUnproved({ reached, laws }, states, subject, reasonOfBudget(options))
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
      // Another shard may have tried the world.
      ...(shard === null ? noteOnRemembered(remembered, laws) : []),
    ],
    ...{ laws, reached },
    shard: shard && recorded && shardReportOf({ ...shard, ...recorded, subject, numRuns, remembered }),
  }
}
