import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { counted } from '../../fixtures/text/plurals.ts'
import type { Harness } from '../experiments/harness.ts'
import { mapInOrder } from '../experiments/map-in-order.ts'
import { type AnyLawId, LAWS } from '../laws/index.ts'
import type { Law } from '../laws/law.ts'
import type { TroubleKind } from '../observation/trouble.ts'
import type { Steps } from './judge-options.ts'
import type { JudgeReport, LawResult } from './judge-report.ts'
import { waivedLosses } from './options/waivers.ts'
import { type Calls, NO_CALLS, sumOfCalls } from './runs/call-counts.ts'
import type { Runs } from './runs/runs.ts'
import { inWorkers } from './runs/runs-in-workers.ts'
import { type Budget, endedByBudget } from './search/budget.ts'
import { NewViolations } from './search/new-violations.ts'
import { type SearchPlan, search } from './search/search.ts'
import { Tallies } from './search/tallies.ts'
import type { SettledOptions } from './settled-options.ts'
import { ShardRecorder } from './shard/recorder.ts'
import { ENDED_BY_BAIL, failsRun, resultOf } from './verdict/law-result.ts'
import { candidatesOf, counterexamplesIn, type ShownCase, shownCases } from './verdict/shown-cases.ts'

/** How to judge a subject in a list of worlds. The seed is that of the random orders of races. */
export type WorldsOptions = Pick<SettledOptions, 'level' | 'waivers' | 'laws' | 'seed' | 'onProgress'> &
  Partial<Pick<SettledOptions, 'remembered' | 'ownLaws' | 'bail' | 'onViolation'>> &
  Pick<SearchPlan, 'bred' | 'part' | 'share'> & {
    /** The time for the search. Default: no limit. */
    readonly budget?: Budget | null
  }

/** The verdicts on a list of worlds. */
export interface JudgedWorlds extends Pick<JudgeReport, 'laws' | 'worlds' | 'reached'> {
  /** The number of calls before which the subject was stopped in other processes. */
  readonly calls: Calls
  /** Whether the budget ended the search. */
  readonly isOverBudget: boolean
  /** The record of a share; null for a whole run. */
  readonly recorded: RecordedShare | null
}

/** The record of a share of a search. */
export interface RecordedShare {
  /** A digest of the worlds that are planned. */
  readonly plan: string
  /** A line for each trial. */
  readonly records: readonly string[]
  /** The failing cases that the report of one run may show. */
  readonly cases: readonly (ShownCase & { readonly law: AnyLawId })[]
}

/** Searches a list of worlds, judges each trial by each law, and shrinks the failing cases. */
export async function judgeWorlds(
  harness: Harness,
  specs: readonly WorldSpec[],
  options: WorldsOptions,
): Promise<JudgedWorlds> {
  const { seed, remembered = [], bred = 0, part = 0, share = null, bail = false, onProgress } = options
  const { ownLaws = [], onViolation = () => {}, budget = null } = options
  const tallies = new Tallies(
    [...LAWS.filter(({ id }) => options.laws.length === 0 || options.laws.includes(id)), ...ownLaws],
    id => waivedLosses(options.waivers, id).map(({ kind }) => kind),
    [],
    share !== null,
  )
  const recorder = share === null ? null : new ShardRecorder(tallies.all)
  const plan = {
    ...{ specs, laws: tallies.all.map(({ law }) => law), seed, remembered, bred, part, share },
    onPlanned: (spec: WorldSpec) => recorder?.plan(spec),
    wants: (kind: TroubleKind) => tallies.wants(kind),
    onProgress: (line: string, steps?: Steps) => onProgress(withBroken(line, tallies), steps),
  }
  const news = new NewViolations()
  let endedBy: 'bail' | 'budget' | null = null
  let isUnderTrouble = false
  let calls = NO_CALLS
  const searchWith = async (elsewhere: Runs | null) => {
    for await (const trial of search(harness, plan, elsewhere)) {
      isUnderTrouble ||= ['baseline', 'trouble', 'trouble-ended'].includes(trial.phase)
      tallies.take(trial)
      recorder?.take(trial)
      for (const { law, violation } of news.among(tallies.all.filter(tally => failsRun(tally, options)))) {
        onViolation(law, violation.summary)
        if (bail) endedBy = 'bail'
      }
      if (endedBy === null && budget?.isSpent() === true) endedBy = 'budget'
      if (endedBy !== null) break
    }
  }
  await inWorkers(harness, tallies, made => (calls = sumOfCalls(calls, made)), searchWith)
  // The worlds without trouble were all tried by the time that the first one was tried under trouble.
  const unfinished = ({ underTrouble }: Law<AnyLawId>) => {
    if (endedBy === 'bail') return ENDED_BY_BAIL
    const isFinished = endedBy === null || (isUnderTrouble && underTrouble === undefined)
    return budget === null || isFinished ? null : endedByBudget(budget.seconds)
  }
  const shrunk = tallies.all.filter(tally => failsRun(tally, options))
  const results = mapInOrder(tallies.all, harness.subject.parallel, async tally => {
    const { law } = tally
    const began = performance.now()
    const position = `${shrunk.indexOf(tally) + 1} of ${counted(shrunk.length, 'law')}`
    const candidates = recorder?.candidatesOf(tally) ?? candidatesOf(tally.ranked)
    const cases = await shownCases(law, options.waivers.has(law.id) ? [] : candidates, harness, {
      fails: failsRun(tally, options),
      isTimeUp: () => budget?.isSpent() === true,
      onProgress: line => onProgress(`shrinking ${law.id} (${position}), ${line}`),
    })
    const result = resultOf(tally, counterexamplesIn(cases), {
      ...{ ...options, subject: harness.subject, unfinished: unfinished(law) },
      seconds: tally.seconds + (performance.now() - began) / 1000,
    })
    return { result, cases: cases.map(one => ({ law: law.id, ...one })) }
  })
  const laws: LawResult[] = []
  const cases: RecordedShare['cases'][number][] = []
  for await (const one of results) {
    laws.push(one.result)
    cases.push(...one.cases)
  }
  const recorded = recorder && { plan: recorder.planned, records: recorder.records, cases }
  const isOverBudget = endedBy === 'budget'
  return { laws, worlds: tallies.worlds, reached: tallies.coverage.reached, calls, isOverBudget, recorded }
}

function withBroken(line: string, { broken }: Tallies): string {
  return broken.length === 0 ? line : `${line}, broken so far: ${broken.join(', ')}`
}
