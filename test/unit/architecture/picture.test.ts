import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { describe, expect, test } from 'vitest'
import { type Graph, graphOf, reduced } from '../../architecture/graph.ts'
import type { Import } from '../../architecture/imports.ts'
import { picture, withPicture } from '../../architecture/picture.ts'

const DOCUMENT = 'docs/architecture.md'

test('the picture in docs/architecture.md is what `npm run docs:picture` draws', () => {
  const document = readFileSync(DOCUMENT, 'utf8')
  expect(document).toBe(withPicture(document, picture()))
})

describe('the picture', () => {
  test('has a node for each layer and entry point, and an arrow where no longer path says the same', () => {
    const imports = [
      'src/index.ts -> src/low/a.ts',
      'src/properties/index.ts -> src/high/a.ts',
      'src/high/a.ts -> src/low/a.ts',
      'src/high/a.ts -> fixtures/a.ts',
      'src/low/a.ts -> fixtures/a.ts',
      'src/low/a.ts -> valibot',
    ].map(importOf)
    const entries = [
      { name: 'package', file: 'src/index.ts' },
      { name: 'package/properties', file: 'src/properties/index.ts' },
      { name: 'package/fixtures', file: 'fixtures/a.ts' },
    ]
    // `src/properties` holds nothing but an entry point, so it is no layer.
    expect(picture([...imports, importOf('fixtures/b.ts -> fixtures/a.ts')], entries).split('\n')).toEqual([
      'flowchart TD',
      '  entry_1(["package"])',
      '  entry_2(["package/properties"])',
      '  entry_3(["package/fixtures"])',
      '  fixtures["fixtures"]',
      '  src_high["src/high"]',
      '  src_low["src/low"]',
      '  entry_1 --> src_low',
      '  entry_2 --> src_high',
      '  entry_3 --> fixtures',
      '  src_high --> src_low',
      '  src_low --> fixtures',
    ])
  })

  test('shows the folders of the gate, and imports that run both ways as one arrow', () => {
    const imports = [
      'src/gate/judge.ts -> src/gate/search/a.ts',
      'src/gate/search/a.ts -> src/gate/options.ts',
      'src/gate/search/a.ts -> src/gate/report/a.ts',
      'src/gate/judge.ts -> src/gate/report/a.ts',
    ].map(importOf)
    expect(picture(imports, []).split('\n')).toEqual([
      'flowchart TD',
      '  subgraph src_gate ["src/gate"]',
      '    src_gate___ts["*.ts"]',
      '    src_gate_report["report"]',
      '    src_gate_search["search"]',
      '    src_gate___ts --> src_gate_report',
      '    src_gate___ts <--> src_gate_search',
      '    src_gate_search --> src_gate_report',
      '  end',
    ])
  })

  test('shares a node among entry points that lead to the same layers', () => {
    const entries = ['a', 'b'].map(name => ({ name, file: `matchers/${name}.ts` }))
    const lines = picture([importOf('matchers/c.ts -> matchers/d.ts')], entries).split('\n')
    expect(lines).toEqual([
      'flowchart TD',
      '  entry_1(["a<br>b"])',
      '  matchers["matchers"]',
      '  entry_1 --> matchers',
    ])
  })

  test('is put between its markers, and nothing else is touched', () => {
    const document = 'above\n<!-- picture -->\nold\n<!-- end of picture -->\nbelow\n'
    expect(withPicture(document, 'flowchart TD')).toBe(
      'above\n<!-- picture -->\n\n```mermaid\nflowchart TD\n```\n\n<!-- end of picture -->\nbelow\n',
    )
    expect(() => withPicture('no markers', '')).toThrow(
      new Error('no place between <!-- picture --> and <!-- end of picture -->'),
    )
  })
})

describe('a graph is reduced', () => {
  test.each<[string, string, string]>([
    ['an arrow goes that a longer path makes redundant', 'a>b b>c a>c', 'a>b b>c'],
    ['a path over several nodes is a longer path', 'a>b b>c c>d a>d', 'a>b b>c c>d'],
    ['two ways of the same length both stay', 'a>b a>c b>d c>d', 'a>b a>c b>d c>d'],
    ['nodes in a circle keep the arrows among them', 'a>b b>a b>c c>b a>c', 'a>b a>c b>a b>c c>b'],
    ['an arrow into a circle stays', 'a>b b>c c>b', 'a>b b>c c>b'],
    ['an arrow past a circle goes', 'a>b b>c c>b c>d a>d', 'a>b b>c c>b c>d'],
    ['an arrow to itself says nothing', 'a>a a>b', 'a>b'],
  ])('%s', (_, given, expected) => {
    expect(arrowsOf(reduced(graph(given)))).toBe(expected)
  })
})

test('every link in the documentation leads to a file', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...pagesIn('docs')]
  const dead = pages.flatMap(page =>
    linksIn(readFileSync(page, 'utf8'))
      .filter(link => !existsSync(join(dirname(page), link)))
      .map(link => `${page}: ${link}`),
  )
  expect(dead).toEqual([])
})

function importOf(text: string): Import {
  const [from = '', to = ''] = text.split(' -> ')
  return { from, to, isType: false }
}

function graph(text: string): Graph {
  return graphOf(
    text.split(' ').map(arrow => {
      const [from = '', to = ''] = arrow.split('>')
      return [from, to]
    }),
  )
}

function arrowsOf(of: Graph): string {
  return [...of]
    .flatMap(([from, targets]) => [...targets].map(to => `${from}>${to}`))
    .sort()
    .join(' ')
}

function pagesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.md'))
    .map(name => `${folder}/${name}`)
}

/** Returns where the links of a page lead within the repository, without anchors. */
function linksIn(page: string): string[] {
  return [...page.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.replace(/#.*$/, ''))
    .filter(link => link !== '' && !/^\w+:/.test(link))
}
