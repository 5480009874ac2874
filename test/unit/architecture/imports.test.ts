import { expect, test } from 'vitest'
import { allImports, type Import, importsIn, isOwn, layerOf } from '../../architecture/imports.ts'

/** What each part may import besides itself. Parts that are not named here are tested as a whole, from outside. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  fixtures: [],
  'src/reconciler': ['fixtures'],
  'src/damage': ['fixtures'],
  'src/observation': ['fixtures', 'src/damage'],
  'src/laws': ['fixtures', 'src/damage', 'src/observation'],
  'src/subjects': ['fixtures', 'src/reconciler', 'src/observation'],
  'src/experiments': [
    ...['fixtures', 'src/reconciler', 'src/damage', 'src/observation', 'src/laws', 'src/subjects'],
  ],
  'src/gate': [
    ...['fixtures', 'src/reconciler', 'src/damage', 'src/observation', 'src/laws', 'src/subjects'],
    'src/experiments',
  ],
  'src/atlas': [
    ...[
      'fixtures',
      'src/damage',
      'src/observation',
      'src/laws',
      'src/experiments',
      'src/subjects',
      'src/gate',
    ],
  ],
  'src/properties': ['fixtures', 'src'],
  'src/cli': ['fixtures', 'src'],
  src: ['fixtures', 'src'],
  matchers: ['fixtures', 'src'],
}
/** What brings a user's runner in when it is imported. */
const KNOWS_VITEST = ['matchers/vitest.ts', 'fixtures/vitest.ts', 'src/properties/vitest.ts']

/** The entry points that every runner, and a script without any, can import. */
const RUNNER_FREE = [
  'src/index.ts',
  'src/properties/index.ts',
  'fixtures/index.ts',
  'matchers/index.ts',
  'matchers/expect.ts',
]

const all = allImports()

test('imports run one way: from fixtures to src to matchers, and within src from the reconciler to the CLI', () => {
  expect(all.filter(isAgainstTheDirection).map(inWords)).toEqual([])
})

test('the gate, the CLI and the matchers are imported by nobody below them', () => {
  const imports = [
    'src/laws/x.ts <- src/gate/judge-report.ts',
    'fixtures/x.ts <- src/index.ts',
    'src/x.ts <- matchers/index.ts',
    'src/reconciler/x.ts <- src/cli/program.ts',
    'src/damage/x.ts <- src/laws/law.ts',
    'src/experiments/x.ts <- src/gate/gate.ts',
  ].map(text => {
    const [from = '', to = ''] = text.split(' <- ')
    return { from, to, isType: false }
  })
  expect(imports.filter(isAgainstTheDirection)).toEqual(imports)
})

test('what judges takes nothing but types from the reconciler', () => {
  const taken = all.filter(({ from, to }) => from.startsWith('src/laws/') && to.startsWith('src/reconciler/'))
  expect(taken.filter(({ isType }) => !isType).map(inWords)).toEqual([])
})

test('vitest is imported where a test suite asks for it, and nowhere else', () => {
  const runtime = all.filter(({ to, isType }) => /^vitest(\/|$)/.test(to) && !isType)
  expect([...new Set(runtime.map(({ from }) => from))].sort()).toEqual([...KNOWS_VITEST].sort())
})

test.each(RUNNER_FREE)('%s brings no test runner in, however far its imports are followed', entry => {
  expect(reachedFrom(entry).filter(to => /^vitest(\/|$)/.test(to))).toEqual([])
})

test('every import is found, in each of its forms', () => {
  const text = [
    `import { a } from './a.ts'`,
    `import type { b } from './b.ts'`,
    `import {\n  type c,\n  d,\n} from '../laws/d.ts'`,
    `import './e.ts'`,
    `export * from 'vitest'`,
    `export type { f } from './f.ts'`,
    `const g = await import('./g.ts')`,
    `import { type h } from './h.ts'`,
    `// import { i } from './i.ts'`,
  ].join('\n')
  expect(importsIn('src/gate/x.ts', text).map(({ to, isType }) => [to, isType])).toEqual([
    ['src/gate/a.ts', false],
    ['src/gate/b.ts', true],
    ['src/laws/d.ts', false],
    ['src/gate/e.ts', false],
    ['vitest', false],
    ['src/gate/f.ts', true],
    ['src/gate/g.ts', false],
    ['src/gate/h.ts', false],
  ])
})

/** All that a file imports at run time, directly or not. */
function reachedFrom(entry: string): string[] {
  const reached = new Set([entry])
  for (const from of reached) {
    for (const one of all) if (one.from === from && !one.isType) reached.add(one.to)
  }
  return [...reached]
}

function isAgainstTheDirection({ from, to }: Import): boolean {
  if (!isOwn(to)) return false
  const part = layerOf(from)
  if (to.startsWith(`${part}/`)) return false
  return !(MAY_IMPORT[part] ?? []).some(allowed => to === allowed || to.startsWith(`${allowed}/`))
}

function inWords({ from, to }: Import): string {
  return `${from} imports ${to}`
}
