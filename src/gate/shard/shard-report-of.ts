import { readPackageFile } from '../../../fixtures/disk/package-file.ts'
import type { Part } from '../../experiments/part.ts'
import type { AnyLawId } from '../../laws/index.ts'
import type { RecordedShare } from '../judge-worlds.ts'
import { type Regression, writtenRegression } from '../regressions.ts'
import type { Counterexample } from '../report/counterexample.ts'
import type { ShardReport, WrittenCase } from './shard-report.ts'

/** Prepares the report of a shard for a merge. */
export function shardReportOf({
  index,
  count,
  plan,
  records,
  cases,
  subject: { stops, acceptsRequest },
  numRuns,
  remembered,
}: Part &
  RecordedShare &
  Pick<ShardReport, 'subject' | 'numRuns'> & { readonly remembered: readonly Regression[] }): ShardReport {
  return {
    ...{
      index,
      count,
      version: packageVersion(),
      run: [],
      plan,
      subject: { stops, acceptsRequest },
      numRuns,
    },
    remembered: remembered.map(({ law }) => law),
    records,
    cases: cases.map(({ law, asWorst, asLesser, ...one }) => {
      const written = (shown: Counterexample | null) => shown && writtenCase(law, shown)
      return { law, ...one, asWorst: written(asWorst), asLesser: written(asLesser) }
    }),
  }
}

/** Returns the version of this package. */
export function packageVersion(): string {
  const { version }: { readonly version: string } = JSON.parse(readPackageFile('package.json'))
  return version
}

function writtenCase(law: AnyLawId, { spec, trouble, ...shown }: Counterexample): WrittenCase {
  return { world: writtenRegression({ law, spec, trouble }), shown }
}
