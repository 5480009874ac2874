import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type FlatTree, flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { worlds } from '../../../../fixtures/states/random-worlds.ts'
import { fixedStates, smallFileStates, smallStates } from '../../../../fixtures/states/small-states.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { absent, dir, fifo, file, hardLinkTo, linkTo, socket, type Tree } from '../../../../fixtures/tree.ts'
import type { WorldOptions } from '../../../../fixtures/world-options.ts'
import { fixtureCode } from '../../../../src/gate/report/fixture-code.ts'
import { DEFAULT_DEPLOYMENT } from '../../../../src/properties/index.ts'

const VOCABULARY = { absent, dir, fifo, file, hardLinkTo, linkTo, socket }

/** Runs fixture code as a test would, with a `world` that only takes what it is given. */
function evaluated(code: string): { readonly tree: Tree; readonly options: WorldOptions } {
  const given: { tree: Tree; options: WorldOptions }[] = []
  const names = [...Object.keys(VOCABULARY), 'world']
  const world = (tree: Tree = {}, options: WorldOptions = {}) => void given.push({ tree, options })
  new Function(...names, code.replace(/^await using w = await /, ''))(...Object.values(VOCABULARY), world)
  const [first] = given
  if (first === undefined) throw new Error(`no world is made by ${code}`)
  return first
}

/** The entries in one order, and bytes as text. */
function sorted(tree: FlatTree): [string, unknown][] {
  return [...tree].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** What a world's code has to say: its entries, and what is asked for. */
function saidOf({ tree, deployment: { homes, links }, rootName }: WorldSpec) {
  return { tree: sorted(tree), homes, links, rootName }
}

function saidBy(code: string) {
  const { tree, options } = evaluated(code)
  const { homes, links } = { ...DEFAULT_DEPLOYMENT, ...options }
  return { tree: sorted(flatten(tree)), homes, links, rootName: options.rootName ?? PLAIN_ROOT }
}

function expectSame(specs: readonly WorldSpec[]): void {
  const codes = specs.map(spec => ({ spec, code: fixtureCode(spec) }))
  expect(codes.filter(({ spec, code }) => !isDeepStrictEqual(saidBy(code), saidOf(spec)))).toEqual([])
  // Whatever names it holds, it can be pasted anywhere.
  expect(codes.filter(({ code }) => !/^[\x20-\x7e\n]*$/.test(code))).toEqual([])
}

test('the code of every small state describes that state', () => {
  expectSame([...smallStates(), ...smallFileStates(), ...fixedStates(DEFAULT_DEPLOYMENT)])
})

test('the code of any world describes that world', () => {
  expectSame(fc.sample(worlds(), { numRuns: 500, seed: 1 }))
})

test('names that code could mistake are quoted', () => {
  const names = ['__proto__', 'constructor', "it's", 'a\\b', '1', '$x', 'a\u2028b', '\udcff', 'é', 'new']
  const tree: FlatTree = new Map(names.map(name => [name, file(`in ${name}`)] as const))
  expectSame([{ tree, deployment: DEFAULT_DEPLOYMENT, rootName: '`$x`' }])
})

test('the code is laid out as in a test', () => {
  const tree = flatten({ a: dir({ 'x.jsonl': file('x\n', { mode: 0o600 }), b: dir({}, { mode: 0o555 }) }) })
  expect(fixtureCode({ tree, deployment: DEFAULT_DEPLOYMENT, rootName: PLAIN_ROOT })).toBe(
    [
      'await using w = await world({',
      '  a: dir({',
      '    b: dir({}, { mode: 0o555 }),',
      "    'x.jsonl': file('x\\n', { mode: 0o600 }),",
      '  }),',
      '})',
    ].join('\n'),
  )
})
