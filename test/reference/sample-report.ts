import { PLAIN_ROOT } from '../../fixtures/states/world-spec.ts'
import type { JudgeReport, LawResult } from '../../src/gate/judge-report.ts'
import type { Counterexample } from '../../src/gate/report/counterexample.ts'

const COUNTEREXAMPLE: Counterexample = {
  ...{ summary: '', kind: null, trouble: null, lines: [], history: [], since: null, before: [], after: [] },
  ...{ fates: [], strays: [], exit: 1, output: '', script: null, fixture: '', story: null, blame: null },
  unlisted: 1,
  spec: { deployment: { homes: [], links: [] }, tree: new Map(), rootName: PLAIN_ROOT },
}

const LAW: LawResult = {
  ...{ id: 'keeps-data', level: 'safe', says: '', verdict: 'broken', worlds: 1, brokenIn: 1, waived: [] },
  ...{ troubled: null, seconds: 0, reason: null, fails: true, counterexample: COUNTEREXAMPLE, others: [] },
}

/** A report that has every key, and hardly any value. */
export const SAMPLE_REPORT: JudgeReport = {
  ...{ ok: false, subject: '', level: 'safe', seed: 1, numRuns: 0, worlds: 1, seconds: 0 },
  ...{ sandbox: 'none', trace: 'none', calls: null, laws: [LAW], notes: [], shard: null },
  reached: {
    ...{ homes: {}, targets: {}, links: {}, worlds: {}, claims: {}, struck: {}, missed: {}, errnos: {} },
    ...{ intruders: {}, moments: 0 },
  } as unknown as JudgeReport['reached'],
}
