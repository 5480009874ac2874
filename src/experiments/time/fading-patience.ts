import type { Report } from '../../observation/report.ts'
import type { Harness } from '../harness.ts'

/** The number of runs that may take their whole time. A subject that never ends somewhere would take hours otherwise. */
const MOST_UNENDED = 3
/** The share of the time limit that each run gets after that. */
const LESS = 0.1

/** Returns a harness that gives each run less time once several runs have not ended in theirs. */
export function withFadingPatience(harness: Harness): Harness {
  const { subject, patience = 1 } = harness
  let unended = 0
  const counted = async (run: Promise<Report>) => {
    const report = await run
    if (report.timedOut === true) unended += 1
    return report
  }
  return {
    ...harness,
    subject: {
      ...subject,
      run: job => counted(subject.run(job)),
      runIntercepted: (...job) => counted(subject.runIntercepted(...job)),
    },
    get patience() {
      return unended < MOST_UNENDED ? patience : patience * LESS
    },
  }
}
