import type { Finding } from '../../reconciler/finding.ts'
import { remedyOf } from '../../reconciler/remedy/remedy.ts'
import { actualOf, expectedOf, messageOf } from '../../reconciler/wording.ts'
import type { Inspected } from './findings-text.ts'

/** Builds the output of `check --json`, to which `ensure --json` adds. The keys are a public contract. */
export function findingsJson({ homes, required, findings }: Inspected) {
  return {
    version: 1,
    ok: findings.length === 0,
    homes: homes.length,
    links: homes.length * required.length,
    findings: findings.map(findingJson),
  }
}

function findingJson(finding: Finding) {
  const { code, home, name, path } = finding
  return {
    code,
    home,
    name,
    path,
    expected: expectedOf(finding),
    actual: actualOf(finding),
    message: messageOf(finding),
    remedy: remedyOf(finding),
  }
}
