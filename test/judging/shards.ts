import { printableJson } from '../../fixtures/text/printable.ts'
import { judge } from '../../src/gate/judge.ts'
import type { JudgeOptions } from '../../src/gate/judge-options.ts'
import type { JudgeReport } from '../../src/gate/judge-report.ts'
import { gateJson } from '../../src/gate/report/formats/json.ts'
import { mergeShards } from '../../src/gate/shard/merge.ts'
import { type NamedText, readReports } from '../../src/gate/shard/read-shards.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { gateOptions, ONE } from './gate.ts'

/** Judges every share of a run, and returns the reports as files. */
export async function shardsOf(subject: Subject, count: number, options: JudgeOptions): Promise<NamedText[]> {
  const files: NamedText[] = []
  for (let index = 1; index <= count; index += 1) {
    const report = await judge(subject, { ...options, shard: { index, count } })
    files.push({ name: `${index}.json`, text: printableJson(gateJson(report)) })
  }
  return files
}

/** Merges such files. The options are those of the run: `judge` writes no command line of the gate into its reports. */
export function merged(
  files: readonly NamedText[],
  { deployment = ONE, numRuns = 0, laws = [], sample, level = 'safe' }: JudgeOptions,
): JudgeReport {
  const options = gateOptions({ deployment, numRuns, laws, sample: sample ?? null, level })
  const [reports] = readReports(files)
  if (reports === undefined) throw new Error('there are no reports')
  return mergeShards(reports, () => options, false).report
}

/** Returns all that a report says, without the times, and the calls that each shard has stopped. */
export function said(report: JudgeReport): unknown {
  const laws = report.laws.map(law => ({ ...law, seconds: 0 }))
  return gateJson({ ...report, seconds: 0, calls: null, shard: null, laws })
}
