import * as v from 'valibot'
import { printable } from '../../fixtures/text/printable.ts'

/** Returns the issues that a schema found, each with the path of its key. Safe to print. */
export function schemaIssues(issues: readonly v.BaseIssue<unknown>[]): string[] {
  return issues.map(issue => {
    const path = v.getDotPath(issue)
    return `${path === null ? '' : `${printable(path)}: `}${printable(issue.message)}`
  })
}
