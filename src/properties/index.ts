export {
  DEFAULT_DEPLOYMENT,
  type Deployment,
  type MutableRequest,
  type Request,
  type SharedLink,
} from '../../fixtures/deployment.ts'
export type { HomeState } from '../../fixtures/states/home-states.ts'
export type { LinkState } from '../../fixtures/states/link-states.ts'
export { worlds, worldsOf } from '../../fixtures/states/random-worlds.ts'
export { fixedStates, smallStates } from '../../fixtures/states/small-states.ts'
export type { TargetState } from '../../fixtures/states/target-states.ts'
export { hasPermissions, type WorldSpec } from '../../fixtures/states/world-spec.ts'
export { compare } from '../damage/compare.ts'
export type { Comparison, Fate } from '../damage/fate.ts'
export type { Part } from '../experiments/part.ts'
export { GateError } from '../gate/gate-error.ts'
export { judge } from '../gate/judge.ts'
export type { JudgeOptions } from '../gate/judge-options.ts'
export type { JudgeReport, LawResult, Troubled, Verdict, WaivedLoss } from '../gate/judge-report.ts'
export type { GivenPaths, GivenWaiver, GivenWaivers, Waived } from '../gate/options/gate-config.ts'
export type { Regression } from '../gate/regressions.ts'
export type { Counterexample, ListedEntry } from '../gate/report/counterexample.ts'
export type { PictureLine } from '../gate/report/picture.ts'
export type { BlameReport } from '../gate/report/words/blame-text.ts'
export { violationText } from '../gate/report/words/violation-text.ts'
export type { Calls } from '../gate/runs/call-counts.ts'
export type { Counts, Reached } from '../gate/search/coverage.ts'
export { type AnyLawId, LAW_IDS, type LawId } from '../laws/index.ts'
export type { Level, LossKind } from '../laws/law.ts'
export {
  lawOf,
  type OwnJudgement,
  type OwnLaw,
  type OwnLawId,
  type OwnLawParts,
  type OwnViolation,
} from '../laws/own-law.ts'
export { LAWS, type LawSummary } from '../laws/summaries.ts'
export type { Observation } from '../observation/observation.ts'
export type { Report } from '../observation/report.ts'
export type { Moment, Run } from '../observation/run.ts'
export type { Origin, ScriptLine, Step, StepKind } from '../observation/step.ts'
export type { EveryStep, Intruder, Order, StepRef, Trouble } from '../observation/trouble.ts'
export type { Answer, Call, Failed, Found, Kind, Script } from '../reconciler/call.ts'
export type { Finding, FindingCode, Made, Outcome, Role, There } from '../reconciler/finding.ts'
export type { Equality } from '../reconciler/link.ts'
export { reconcile } from '../reconciler/reconcile.ts'
export { command } from '../subjects/command/command.ts'
export type { CommandOptions } from '../subjects/command/command-options.ts'
export { fn, type Provision } from '../subjects/fn.ts'
export type { Decision, Interceptor } from '../subjects/interceptor.ts'
export { type PortOptions, type PortProvision, type PortSubject, port } from '../subjects/port/port.ts'
export type { PortFs } from '../subjects/port/port-fs.ts'
export type { Sandbox } from '../subjects/sandbox/sandbox.ts'
export { type ScriptSubject, script } from '../subjects/script.ts'
export type { Interception, Invocation, Job, Stops, Subject } from '../subjects/subject.ts'
export type { User } from '../subjects/user.ts'
