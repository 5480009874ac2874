import type { SharedLink } from '../../../fixtures/deployment.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { type JUnitCase, type JUnitOutcome, junitDocument } from '../../gate/report/formats/junit-document.ts'
import type { Finding } from '../../reconciler/finding.ts'
import { remedyOf } from '../../reconciler/remedy/remedy.ts'
import { messageOf } from '../../reconciler/wording.ts'
import type { Inspected } from './findings-text.ts'

/**
 * Formats the findings as JUnit XML: a test case for each home, for each target, and for each link of each home. A finding
 * is a failure. An entry that waits for another finding to be resolved is skipped.
 */
export function findingsJUnit({ homes, required, findings }: Inspected): string {
  const own = (path: string) => findings.find(one => one.path === path)
  const parents = findings.filter(({ role }) => role === 'parent')
  const above = (path: string) => parents.find(parent => path.startsWith(`${parent.path}/`))
  const linkCase = (home: string, { name, target }: SharedLink): JUnitCase => {
    const path = `${home}/${name}`
    return caseOf(home, name, own(path), own(home) ?? above(home) ?? own(target) ?? above(target))
  }
  const cases = [
    ...parents.map(parent => caseOf('parents', parent.path, parent)),
    ...homes.map(home => caseOf('homes', home, own(home), above(home))),
    ...required.map(({ target }) => caseOf('targets', target, own(target), above(target))),
    ...homes.flatMap(home => required.map(link => linkCase(home, link))),
  ]
  return junitDocument([{ name: 'check', cases }])
}

/** Returns the test case of one path. */
function caseOf(group: string, name: string, finding?: Finding, blocked?: Finding): JUnitCase {
  return {
    ...{ name: printable(name), group: printable(group), seconds: 0 },
    outcome: finding === undefined ? waiting(blocked) : failure(finding),
  }
}

function failure(finding: Finding): JUnitOutcome {
  const message = messageOf(finding)
  return {
    ...{ tag: 'failure', type: finding.code, message },
    details: `${message}\nremedy:\n${remedyOf(finding)}\n`,
  }
}

function waiting(blocked: Finding | undefined): JUnitOutcome | null {
  if (blocked === undefined) return null
  return { tag: 'skipped', type: blocked.code, message: `waits for ${printable(blocked.path)}` }
}
