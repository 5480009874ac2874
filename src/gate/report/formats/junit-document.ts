import { markup, markupLines } from '../../../../fixtures/text/markup.ts'

/** One test case of a JUnit document. */
export interface JUnitCase {
  readonly name: string
  readonly group: string
  readonly seconds: number
  /** Why it did not simply pass; null if it did. */
  readonly outcome: JUnitOutcome | null
}

/** An outcome other than a pass. All texts must be printable. */
export interface JUnitOutcome {
  readonly tag: 'failure' | 'error' | 'skipped'
  readonly type: string
  /** One line. */
  readonly message: string
  /** The details. Default: none. */
  readonly details?: string
}

/**
 * Builds a JUnit document with one suite: what Jenkins, GitLab and most other readers take.
 *
 * @param properties facts about the whole run.
 */
export function junitDocument(
  name: string,
  cases: readonly JUnitCase[],
  properties: Readonly<Record<string, string>> = {},
): string {
  const count = (tag: JUnitOutcome['tag']) => cases.filter(({ outcome }) => outcome?.tag === tag).length
  const counts = {
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
  }
  const time = cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3)
  const stated = Object.entries(properties).map(
    ([key, value]) => `      ${tag('property', { name: key, value })}/>`,
  )
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `${tag('testsuites', { name: 'vitest-shared-links', ...counts, time })}>`,
    `  ${tag('testsuite', { name, ...counts, skipped: String(count('skipped')), time })}>`,
    ...(stated.length === 0 ? [] : ['    <properties>', ...stated, '    </properties>']),
    ...cases.map(caseElement),
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')}\n`
}

function caseElement({ name, group, seconds, outcome }: JUnitCase): string {
  const start = `    ${tag('testcase', { name, classname: group, time: seconds.toFixed(3) })}`
  if (outcome === null) return `${start}/>`
  const { tag: kind, type, message, details } = outcome
  const inner = `      ${tag(kind, { type, message })}`
  const whole = details === undefined ? `${inner}/>` : `${inner}>${markupLines(details)}</${kind}>`
  return `${start}>\n${whole}\n    </testcase>`
}

/** Returns the beginning of a tag, without its end. */
function tag(name: string, attributes: Readonly<Record<string, string>>): string {
  return [`<${name}`, ...Object.entries(attributes).map(([key, value]) => `${key}="${markup(value)}"`)].join(
    ' ',
  )
}
