import { readFileSync } from 'node:fs'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
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
  checkFiles(reportersFor(reporters, json))
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
  try {
    return { name, text: readFileSync(name, 'utf8') }
  } catch (error) {
    throw new UsageError([`--merge: ${quoted(name)} cannot be read: ${errnoOf(error) ?? String(error)}`])
  }
}
