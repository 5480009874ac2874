import { describe, expect, test } from 'vitest'
import {
  crowdedPlaces,
  FORMATS,
  reporterIn,
  reportersFor,
  reporterText,
} from '../../../../src/gate/report/reporter.ts'

describe('a reporter', () => {
  test.each([
    ['json', { format: 'json', file: null }],
    ['junit:gate.xml', { format: 'junit', file: 'gate.xml' }],
    ['html:a:b c.html', { format: 'html', file: 'a:b c.html' }],
  ] as const)('%s is read, and written again', (text, reporter) => {
    expect(reporterIn(text, FORMATS)).toEqual(reporter)
    expect(reporterText(reporter)).toBe(text)
  })

  test.each([
    ['junitt', 'no format is called "junitt". Did you mean "junit"?'],
    ['tap:x', 'no format is called "tap"; the formats are text, json, junit, github, sarif, html'],
    ['', 'no format is called ""; the formats are text, json, junit, github, sarif, html'],
    ['junit:', 'expected a file after "junit:"'],
    ['junit:a\0b', 'expected a file after "junit:"'],
  ])('%j is refused', (text, problem) => {
    expect(reporterIn(text, FORMATS)).toEqual({ problem })
  })
})

describe('the reports of a run', () => {
  test('are the text on standard output, if nothing is asked', () => {
    expect(reportersFor([], false)).toEqual([{ format: 'text', file: null }])
  })

  test('keep the text on standard output if all others go to files', () => {
    const junit = { format: 'junit', file: 'gate.xml' } as const
    expect(reportersFor([junit], false)).toEqual([junit, { format: 'text', file: null }])
    expect(reportersFor([junit], true)).toEqual([junit, { format: 'json', file: null }])
  })

  test('cannot share a place', () => {
    const [json, text] = [
      { format: 'json', file: null },
      { format: 'text', file: null },
    ]
    expect(crowdedPlaces([json, text])).toEqual([
      'json and text would both go to standard output: give all but one of them a file, as in --reporter junit:gate.xml',
    ])
    expect(crowdedPlaces([{ ...json, file: 'a' }, { ...text, file: 'a' }, text])).toEqual([
      'json and text would both go to "a"',
    ])
    expect(
      crowdedPlaces([
        { ...json, file: './a' },
        { ...text, file: 'a' },
      ]),
    ).toEqual(['json and text would both go to "./a"'])
    expect(crowdedPlaces([{ ...json, file: 'a' }, text])).toEqual([])
  })
})
