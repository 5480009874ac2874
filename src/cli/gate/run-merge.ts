import { resolve } from 'node:path'
import { readText } from '../../../fixtures/disk/read-text.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import type { GateOptions } from '../../gate/options.ts'
import { reportersFor } from '../../gate/report/reporter.ts'
import type { Outcome } from '../../gate/report/shown-report.ts'
import { mergeShards } from '../../gate/shard/merge.ts'
import { type NamedText, type ReportsOfSubject, readReports } from '../../gate/shard/read-shards.ts'
import { failureInWords } from '../failure.ts'
import { checkFiles } from '../reports/deliver.ts'
import { directoryInRepository } from '../reports/github.ts'
import { UsageError } from '../usage-error.ts'
import { optionsFromWords } from './options-from-words.ts'
import { exitCodeOf, showOutcomes } from './show-outcomes.ts'

/** Runs `gate --merge`, and returns its exit code: that of one run. */
export async function runMerge(options: GateOptions): Promise<0 | 1 | 2> {
  const { merge, reporters, json } = options
  const places = reportersFor(reporters, json)
  checkFiles(places)
  checkPlaces(
    places.map(({ file }) => file),
    merge,
  )
  const outcomes = readReports(merge.map(textOf)).map(reports => outcomeOf(reports, options))
  await showOutcomes(outcomes, reporters, json)
  return exitCodeOf(outcomes)
}

/** Merges the reports on one subject. A subject that has a name and no verdict is an outcome, as it is in one run. */
function outcomeOf(reports: ReportsOfSubject, { reporters, json, stats, requireAll }: GateOptions): Outcome {
  const { name } = reports
  try {
    const read = (words: readonly string[]) => optionsFromWords(words, 'the reports')
    const { report, options } = mergeShards(reports, read, requireAll)
    const shown = { ...options, reporters, json, stats }
    // The reports may come from anywhere, and what is remembered is a command to run.
    return { report, options: shown, isRemembered: false, directory: directoryInRepository(process.env) }
  } catch (error) {
    if (name === null) throw error
    return { name, error: failureInWords(error, process.env) }
  }
}

function textOf(name: string): NamedText {
  const read = readText(name)
  if ('problem' in read) throw new UsageError([`--merge: ${quoted(name)} ${read.problem}`])
  return { name, text: read.text }
}

/** @throws UsageError for a report in the place of one that is read: its shard would have to run again. */
function checkPlaces(places: readonly (string | null)[], merge: readonly string[]): void {
  const read = new Set(merge.map(file => resolve(file)))
  const overwritten = places.filter(file => file !== null && read.has(resolve(file)))
  if (overwritten.length > 0)
    throw new UsageError(
      overwritten.map(file => `the report ${quoted(file ?? '')} would replace a file that --merge reads`),
    )
}
