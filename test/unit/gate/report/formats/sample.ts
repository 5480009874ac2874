import { flatten } from '../../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../../../fixtures/states/world-spec.ts'
import type { JudgeReport, LawResult } from '../../../../../src/gate/judge-report.ts'
import type { Counterexample } from '../../../../../src/gate/report/counterexample.ts'
import type { ShownReport } from '../../../../../src/gate/report/shown-report.ts'
import type { LawId } from '../../../../../src/laws/index.ts'
import type { LossKind } from '../../../../../src/laws/law.ts'
import { LAWS } from '../../../../../src/laws/summaries.ts'
import { gateOptions, ONE } from '../../../../judging/gate.ts'

/** Returns a counterexample that is hardly more than its summary and the line to blame. */
export function counterexample(
  kind: LossKind | null,
  line: number | null = null,
  more: Partial<Counterexample> = {},
): Counterexample {
  const script = line === null ? null : { file: 'install.sh', number: line, text: `command ${line}` }
  return {
    ...{ summary: `data was ${kind}`, kind, trouble: null, lines: [], history: [], since: null, before: [] },
    ...{ after: [], fates: [], strays: [], exit: 0, output: '', script: null, fixture: 'code', story: null },
    spec: { deployment: ONE, tree: flatten({}), rootName: PLAIN_ROOT },
    blame: script && { call: 'unlink', path: 'a', to: null, process: 'rm a', line: script },
    ...more,
  }
}

/** Returns the result of a law: broken if it has a counterexample, held otherwise. */
export function result(id: LawId, more: Partial<LawResult> = {}): LawResult {
  const law = LAWS.find(one => one.id === id)
  if (law === undefined) throw new Error(`there is no law ${id}`)
  const verdict = more.counterexample == null ? 'held' : 'broken'
  return {
    ...{ ...law, verdict, worlds: 9, brokenIn: 2, waived: [], troubled: null, seconds: 0, reason: null },
    ...{ fails: verdict === 'broken', counterexample: null, others: [], ...more },
  }
}

/** Returns a report on a command, as a format gets it. */
export function shownReport(laws: readonly LawResult[], more: Partial<JudgeReport> = {}): ShownReport {
  const report: JudgeReport = {
    ...{ ok: !laws.some(({ fails }) => fails), subject: 'sh install.sh', seed: 1, numRuns: 2 },
    level: 'safe',
    ...{
      worlds: 9,
      seconds: 1,
      sandbox: 'bwrap',
      trace: 'seccomp',
      calls: null,
      shard: null,
      notes: [],
      laws,
    },
    // Only `--stats` reads what was reached.
    reached: null as unknown as JudgeReport['reached'],
    ...more,
  }
  const options = gateOptions({ command: ['sh', 'install.sh'], level: 'safe' })
  return { report, options, isRemembered: false, directory: '' }
}
