import * as v from 'valibot'
import { schemaIssues } from '../../../fixtures/schema/issues.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printable, printableLines, quoted } from '../../../fixtures/text/printable.ts'
import { GateError, listingError } from '../gate-error.ts'
import { SHARD_FILE, type ShardFile } from './shard-schema.ts'

/** A file with the report of a shard. */
export interface NamedText {
  readonly name: string
  readonly text: string
}

/** The reports on one subject, each with the name of its file, quoted. */
export interface ReportsOfSubject {
  /** The name of the subject in its config; null for the only subject of a run. */
  readonly name: string | null
  readonly reports: readonly { readonly file: string; readonly value: unknown }[]
}

/**
 * Reads files with the reports of shards, by subject.
 *
 * @throws GateError that lists what is wrong with the files.
 */
export function readReports(files: readonly NamedText[]): ReportsOfSubject[] {
  const read = files.map(({ name, text }) => ({ file: quoted(name), entries: entriesIn(text) }))
  const problems = read.flatMap(({ file, entries }) => {
    if (entries === null) return [`${file}: it is not JSON`]
    return entries.length === 0 ? [`${file}: it is about no subject`] : []
  })
  if (problems.length > 0) throw cannotMerge(problems)
  const all = read.flatMap(({ file, entries }) => (entries ?? []).map(one => ({ file, ...one })))
  const names = [...new Set(all.map(({ name }) => name))]
  return names.map(name => ({ name, reports: all.filter(one => one.name === name) }))
}

function entriesIn(text: string): { readonly name: string | null; readonly value: unknown }[] | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  const { subjects } = Object(value)
  if (!Array.isArray(subjects)) return [{ name: null, value }]
  return subjects.map(subject => {
    const { name, ...report } = Object(subject)
    return { name: printable(String(name)), value: report }
  })
}

/**
 * Validates the reports of all shards of one run.
 *
 * @param version the version of this package.
 * @returns them in the order of their numbers.
 * @throws GateError that lists what is wrong with them, or why they do not belong together; where none has a verdict, with the
 * reason.
 */
export function shardsIn(
  { reports }: ReportsOfSubject,
  version: string,
): readonly [ShardFile, ...ShardFile[]] {
  const [error, ...otherErrors] = new Set(reports.map(({ value }) => Object(value).error))
  if (typeof error === 'string' && otherErrors.length === 0) throw new GateError(printableLines(error))
  const read = reports.map(({ file, value }) => ({ file, ...shardIn(value) }))
  const invalid = read.flatMap(({ file, problems }) => problems.map(problem => `${file}: ${problem}`))
  if (invalid.length > 0) throw cannotMerge(invalid)
  const shards = read.flatMap(({ file, shard }) => (shard === null ? [] : [{ file, shard }]))
  const [first, ...others] = shards.toSorted((a, b) => a.shard.shard.index - b.shard.shard.index)
  if (first === undefined) throw cannotMerge(['there is none'])
  const problems = [
    ...(first.shard.shard.version === version
      ? []
      : [`${first.file} is by version ${printable(first.shard.shard.version)}, and this is ${version}`]),
    ...others.flatMap(other => differences(first, other)),
  ]
  if (problems.length === 0) problems.push(...numberProblems([first, ...others]))
  if (problems.length > 0) throw cannotMerge(problems)
  return [first.shard, ...others.map(({ shard }) => shard)]
}

/** Returns the error on reports that do not belong together. */
export function cannotMerge(problems: readonly string[]): GateError {
  return listingError('These reports cannot be merged:', problems)
}

interface Named {
  readonly file: string
  readonly shard: ShardFile
}

function shardIn(value: unknown): { readonly shard: ShardFile | null; readonly problems: readonly string[] } {
  const { error, shard } = Object(value)
  if (typeof error === 'string') return { shard: null, problems: [`it has no verdict: ${printable(error)}`] }
  if (shard === null || shard === undefined)
    return { shard: null, problems: ['it is not the report of a shard: run the gate with --shard I/N'] }
  const result = v.safeParse(SHARD_FILE, value)
  if (result.success) return { shard: result.output, problems: [] }
  const issues = schemaIssues(result.issues)
  const more = issues.length - MOST_ISSUES
  return {
    shard: null,
    problems: [...issues.slice(0, MOST_ISSUES), ...(more > 0 ? [`and ${more} more`] : [])],
  }
}

const MOST_ISSUES = 5

/** The properties that all shards of a run share, in words. */
const SHARED: Readonly<Record<string, (shard: ShardFile) => string | number>> = {
  'the version': ({ shard }) => shard.version,
  'the number of shards': ({ shard }) => shard.count,
  'the seed': ({ seed }) => seed,
  'the command, or one of its options,': ({ shard }) => shard.run.join(' '),
  'the sandbox': ({ sandbox }) => sandbox,
  'the way in which calls are stopped': ({ trace }) => trace,
}

function differences(first: Named, other: Named): string[] {
  const found = Object.entries(SHARED).flatMap(([what, of]) => {
    const [one, two] = [of(first.shard), of(other.shard)]
    if (one === two) return []
    return [
      `${what} differs: ${quoted(String(one))} in ${first.file}, ${quoted(String(two))} in ${other.file}`,
    ]
  })
  if (found.length > 0 || first.shard.shard.plan === other.shard.shard.plan) return found
  return [`${other.file} planned other worlds than ${first.file}: the command did not do the same in both`]
}

/** Lists the shards that are missing, or there twice, and whether their worlds are not each tried once. */
function numberProblems(shards: readonly [Named, ...Named[]]): string[] {
  const [{ shard: first }] = shards
  const { count } = first.shard
  const numbers = shards.map(({ shard }) => shard.shard.index)
  const twice = numbers
    .filter((one, i) => numbers.indexOf(one) !== i)
    .map(one => `shard ${one} is there twice`)
  const known = new Set(numbers)
  const beyond = numbers.filter(one => one > count).map(one => `there is no shard ${one} of ${count}`)
  const missing = count - known.size
  if (missing > 0) {
    const all = Array.from({ length: Math.min(count, MOST_NAMED) }, (_, i) => i + 1)
    const named = all.filter(one => !known.has(one)).join(', ')
    return [...twice, ...beyond, `${counted(missing, 'shard')} of ${count} missing: ${named}`]
  }
  if (twice.length > 0 || beyond.length > 0) return [...twice, ...beyond]
  const worlds = shards.flatMap(({ shard }) =>
    shard.shard.records.flatMap(({ trial }) => (trial.phase === 'world' ? [trial.index] : [])),
  )
  const isWhole = new Set(worlds).size === worlds.length && worlds.every(index => index < worlds.length)
  return isWhole ? [] : ['their worlds do not add up to those of one run']
}

const MOST_NAMED = 1000
