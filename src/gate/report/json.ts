import { printable } from '../../../fixtures/text/printable.ts'
import type { JudgeReport, LawResult } from '../judge-report.ts'
import { drawn } from './picture.ts'

/** Returns the report as `gate --json` prints it. The keys are a public contract. */
export function gateJson(report: JudgeReport): unknown {
  return {
    version: 1,
    ok: report.ok,
    subject: report.subject,
    level: report.level,
    seed: report.seed,
    worlds: report.worlds,
    seconds: Math.round(report.seconds * 100) / 100,
    sandbox: report.sandbox,
    trace: report.trace,
    calls: report.calls,
    notes: report.notes,
    laws: report.laws.map(lawJson),
    reached: report.reached,
  }
}

function lawJson(law: LawResult): unknown {
  const { id, level, verdict, worlds, reason, counterexample, troubled } = law
  const found = counterexample && {
    summary: counterexample.summary,
    root: printable(counterexample.spec.rootName),
    tree: drawn(counterexample.lines, text => text),
    before: counterexample.before,
    after: counterexample.after,
    fates: counterexample.fates,
    strays: counterexample.strays,
    exit: counterexample.exit,
    output: counterexample.output,
    script: counterexample.script,
    fixture: counterexample.fixture,
    story: counterexample.story,
    blame: counterexample.blame,
  }
  const seconds = Math.round(law.seconds * 100) / 100
  return { id, level, verdict, worlds, reason, seconds, troubled, counterexample: found }
}
