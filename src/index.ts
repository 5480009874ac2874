export type { Request, SharedLink } from '../fixtures/deployment.ts'
export {
  DEFAULT_SHARED_ROOT,
  ensureForAccount,
  ensureForAccounts,
  inspect,
  type Plan,
  plan,
  type ReconcilerOptions,
  type Report,
  requiredShared,
  validateAll,
} from './reconciler/api.ts'
export type { Kind } from './reconciler/call.ts'
export type { Finding, FindingCode, Made, Role, There } from './reconciler/finding.ts'
export type { Equality } from './reconciler/link.ts'
export { remedyOf } from './reconciler/remedy/remedy.ts'
export { RequestError, type RequestProblem, type RequestProblemCode } from './reconciler/request/request.ts'
export { SharedLinksError } from './reconciler/shared-links-error.ts'
export { actualOf, expectedOf, messageOf } from './reconciler/wording.ts'
