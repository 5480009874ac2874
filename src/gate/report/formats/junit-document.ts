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

/** One suite of a JUnit document. */
export interface JUnitSuite {
  readonly name: string
  readonly cases: readonly JUnitCase[]
  /** Facts about the whole suite. Default: none. */
  readonly properties?: Readonly<Record<string, string>>
}

/** Builds a JUnit document of suites, in the form that Jenkins, GitLab and most other readers take. */
export function junitDocument(suites: readonly JUnitSuite[]): string {
  const { skipped: _, ...whole } = countsOf(suites.flatMap(({ cases }) => cases))
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `${tag('testsuites', { name: 'vitest-shared-links', ...whole })}>`,
    ...suites.flatMap(suiteElement),
    '</testsuites>',
  ].join('\n')}\n`
}

function suiteElement({ name, cases, properties = {} }: JUnitSuite): string[] {
  const stated = Object.entries(properties).map(
    ([key, value]) => `      ${tag('property', { name: key, value })}/>`,
  )
  const { tests, failures, errors, skipped, time } = countsOf(cases)
  return [
    `  ${tag('testsuite', { name, tests, failures, errors, skipped, time })}>`,
    ...(stated.length === 0 ? [] : ['    <properties>', ...stated, '    </properties>']),
    ...cases.map(caseElement),
    '  </testsuite>',
  ]
}

function countsOf(cases: readonly JUnitCase[]) {
  const count = (tag: JUnitOutcome['tag']) => cases.filter(({ outcome }) => outcome?.tag === tag).length
  return {
    tests: String(cases.length),
    failures: String(count('failure')),
    errors: String(count('error')),
    time: cases.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(3),
    skipped: String(count('skipped')),
  }
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
