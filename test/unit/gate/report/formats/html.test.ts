import { expect, test } from 'vitest'
import { gateHtml, htmlFailure } from '../../../../../src/gate/report/formats/html.ts'
import { HOSTILE, hostileReport } from './hostile.ts'
import { counterexample, result, shownReport } from './sample.ts'

const TAGS = [
  '!DOCTYPE',
  'html',
  'head',
  'meta',
  'title',
  'style',
  'body',
  'h1',
  'p',
  'strong',
  'table',
  'thead',
]
const MORE_TAGS = ['tbody', 'tr', 'th', 'td', 'a', 'details', 'summary', 'pre']

/** The elements of a page, without their ends. */
function tagsIn(page: string): string[] {
  return [...page.matchAll(/<(!?\w+)/gu)].map(([, tag = '']) => tag)
}

test('a page has the verdicts and the violations, the worst one open', () => {
  const page = gateHtml(
    shownReport([
      result('keeps-data', { counterexample: counterexample('orphaned', 46) }),
      result('crash-safe', { counterexample: counterexample('destroyed', 12) }),
      result('tells-the-truth'),
    ]),
  )
  expect(page).toContain('<title>sh install.sh - vitest-shared-links</title>')
  expect(page).toContain('<strong>Refused at level safe: it breaks keeps-data, crash-safe</strong>')
  expect(page).toContain(
    '<tr class="fails"><td><a href="#keeps-data">keeps-data</a></td><td>safe</td><td>broken in 2 ',
  )
  expect(page).toContain(
    '<tr class="held"><td>tells-the-truth</td><td>safe</td><td>held in 9 worlds</td></tr>',
  )
  expect(page.match(/<details[^>]*>/gu)).toEqual([
    '<details id="crash-safe" open="open">',
    '<details id="keeps-data">',
  ])
  expect(page).toContain('  The line that did it: install.sh:12: command 12\n')
})

test('a page needs no script and no network, and suits light and dark', () => {
  const page = gateHtml(hostileReport())
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  expect(page).toContain('@media (prefers-color-scheme: dark)')
  expect(page).not.toMatch(/\b(?:src|href)="(?!#)/u)
})

test('all text is escaped', () => {
  const page = gateHtml(hostileReport())
  expect(tagsIn(page).filter(tag => ![...TAGS, ...MORE_TAGS].includes(tag))).toEqual([])
  expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;')
  expect(page).not.toMatch(/^\s*::|##\[/mu)
  expect(tagsIn(htmlFailure(HOSTILE))).toEqual(expect.arrayContaining(['pre']))
  expect(htmlFailure(HOSTILE)).not.toContain('<script')
})
