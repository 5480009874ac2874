import { LAWS } from '../../laws/index.ts'
import type { JudgeReport } from '../judge-report.ts'
import { noteOnRemembered } from '../notes.ts'
import { waivedLosses } from '../options/waivers.ts'
import type { GateOptions } from '../options.ts'
import { readRegression } from '../regressions.ts'
import type { Counterexample } from '../report/counterexample.ts'
import { sumOfCalls } from '../runs/call-counts.ts'
import { Tallies } from '../search/tallies.ts'
import type { Tally } from '../search/tally.ts'
import { resultOf } from '../verdict/law-result.ts'
import { refuseUnjudged, refuseUnproved, refuseUntested } from '../verdict/proof.ts'
import { counterexamplesIn, type ShownCase } from '../verdict/shown-cases.ts'
import { cannotMerge, type ReportsOfSubject, shardsIn } from './read-shards.ts'
import { type Placed, replayRecords } from './replay-records.ts'
import { packageVersion } from './shard-report-of.ts'
import type { ShardFile } from './shard-schema.ts'

/** The report of one run, with the options of that run. */
export interface Merged {
  readonly report: JudgeReport
  readonly options: GateOptions
}

/**
 * Merges the reports of all shards of one run into its report. The seconds and the stopped calls are those of all shards together.
 *
 * @param optionsFrom reads the words of a command line of `gate`.
 * @param requireAll whether a law that could not be tested is an error, also if it was none for the shards.
 * @throws GateError when the reports do not belong together, or prove nothing.
 */
export function mergeShards(
  reports: ReportsOfSubject,
  optionsFrom: (words: readonly string[]) => GateOptions,
  requireAll: boolean,
): Merged {
  const shards = shardsIn(reports, packageVersion())
  const [first] = shards
  const options = optionsFrom(first.shard.run)
  const tallies = new Tallies(
    LAWS.filter(({ id }) => options.laws.length === 0 || options.laws.includes(id)),
    id => waivedLosses(options.waivers, id).map(({ kind }) => kind),
  )
  const isInOneRun = replayRecords(tallies, recordsOf(shards, tallies.all.length))
  const { subject, numRuns, remembered } = first.shard
  const laws = tallies.all.map(tally => {
    const isShown = tally.broken.size > 0 && !options.waivers.has(tally.law.id)
    const cases = isShown ? casesOf(tally, shards, isInOneRun) : []
    const seconds = secondsOf(shards.flatMap(shard => shard.laws.filter(({ id }) => id === tally.law.id)))
    return resultOf(tally, counterexamplesIn(cases), { ...options, seconds, unfinished: null, subject })
  })
  const { reached } = tallies.coverage
  const ok = !laws.some(({ fails }) => fails)
  refuseUnjudged(laws)
  if (requireAll || options.requireAll) refuseUntested(laws)
  if (ok && options.sample === null) refuseUnproved({ reached, laws }, [], subject)
  const held = noteOnRemembered(
    remembered.map(law => ({ law })),
    laws,
  )
  const report: JudgeReport = {
    ...{ ok, subject: first.subject, level: options.level, seed: options.seed, numRuns, laws, reached },
    ...{ worlds: tallies.worlds, seconds: secondsOf(shards), sandbox: first.sandbox, trace: first.trace },
    calls: shards.map(({ calls }) => calls).reduce((one, two) => one && two && sumOfCalls(one, two)),
    notes: [...new Set([...shards.flatMap(({ notes }) => notes), ...held])],
    shard: null,
  }
  return { report, options }
}

/** Returns the records of all shards, each of which has one judgement for each law. */
function recordsOf(shards: readonly ShardFile[], laws: number): ShardFile['shard']['records'] {
  const records = shards.flatMap(({ shard }) => shard.records)
  const areOfLaws = records.every(
    ({ trial, again }) =>
      trial.phase === 'trouble-ended' ||
      (trial.judged.judgements.length === laws && [undefined, laws].includes(again?.without.length)),
  )
  if (areOfLaws) return records
  throw cannotMerge(['a record does not judge the laws of the run'])
}

/** Returns the failing cases of a law that the report of one run may show. */
function casesOf(
  { law }: Tally,
  shards: readonly ShardFile[],
  isInOneRun: (found: Placed) => boolean,
): ShownCase[] {
  const all = shards.flatMap(({ shard }) => shard.cases).filter(one => one.law === law.id)
  const known = all.filter(({ rank: { at }, isOfRerun }) => isInOneRun({ at, isOfRerun }))
  // Each shard keeps few cases that only a rerun shows; any of them breaks the law.
  const cases = known.length > 0 ? known : all
  if (cases.length === 0) throw cannotMerge([`${law.id} is broken, but no report shows how`])
  return cases.map(({ asWorst, asLesser, ...one }) => ({
    ...one,
    asWorst: asWorst && readCase(asWorst),
    asLesser: asLesser && readCase(asLesser),
  }))
}

function readCase({
  world,
  shown,
}: NonNullable<ShardFile['shard']['cases'][number]['asWorst']>): Counterexample {
  const { spec, trouble } = readRegression(world)
  return { ...shown, spec, trouble }
}

function secondsOf(all: readonly { readonly seconds: number }[]): number {
  return all.reduce((sum, { seconds }) => sum + seconds, 0)
}
