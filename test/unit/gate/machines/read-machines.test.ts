import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { file, type Tree, type World } from '../../../../fixtures/index.ts'
import { test } from '../../../../fixtures/vitest.ts'
import { GateError } from '../../../../src/gate/gate-error.ts'
import { readMachines } from '../../../../src/gate/machines/read-machines.ts'
import { ONE } from '../../../judging/gate.ts'

type MakeWorld = (tree: Tree) => Promise<World>

const LINK = {
  path: '',
  type: 'link',
  to: { kind: 'target', link: 'projects' },
  at: '',
  isRelative: false,
  endsWithSlash: false,
}
const MACHINE = {
  version: 1,
  homes: [
    [
      { path: '', type: 'dir', mode: 0o700 },
      { ...LINK, path: 'projects' },
    ],
  ],
  targets: [{ link: 'projects', entries: [{ path: '', type: 'dir', mode: 0o700, more: 9 }] }],
  elsewhere: [],
}

describe('the files of captured machines', () => {
  /** Returns the worlds of a file with a text. */
  async function read(text: string, world: MakeWorld) {
    const w = await world({ 'x.json': file(text) })
    return readMachines([w.path('*.json')], ONE)
  }

  async function problemsOf(text: string, world: MakeWorld): Promise<string[]> {
    const error: unknown = await read(text, world).catch((caught: unknown) => caught)
    if (!(error instanceof GateError)) throw new Error('it was read', { cause: error })
    const [heading, ...problems] = error.message.split('\n')
    expect(heading).toBe('These captured machines cannot be used:')
    return problems.map(problem => problem.replace(/^ {2}".*?x\.json": /u, ''))
  }

  test('become worlds of the deployment', async ({ world }) => {
    const specs = await read(JSON.stringify(MACHINE), world)
    expect(specs).toEqual([
      {
        deployment: ONE,
        kind: 'captured',
        rootName: 'root',
        tree: new Map<string, unknown>([
          ['a', { type: 'dir', mode: 0o700 }],
          ['a/projects', { type: 'link', text: '{root}/shared' }],
          ['shared', { type: 'dir', mode: 0o700 }],
        ]),
      },
    ])
  })

  const entries = (...all: object[]) => ({ ...MACHINE, homes: [all] })
  const ROOT = { path: '', type: 'dir', mode: 0o700 }
  test.for<[string, unknown, string]>([
    ['no machine', null, 'Invalid type'],
    ['of a later version', { ...MACHINE, version: 2 }, 'version'],
    [
      'with a path that leads out',
      entries(ROOT, { path: '../x', type: 'fifo' }),
      'expected a path within its place',
    ],
    [
      'with an absolute path',
      entries(ROOT, { path: '/etc', type: 'fifo' }),
      'expected a path within its place',
    ],
    ['with an entry in a link', entries(LINK, { path: 'x', type: 'fifo' }), 'all its parents as directories'],
    ['with an entry twice', entries(ROOT, ROOT), 'expected each entry once'],
    [
      'with a link that leads out',
      entries(ROOT, { ...LINK, path: 'x', at: '../../etc' }),
      'expected a path within its place',
    ],
    ['with a content', entries(ROOT, { path: 'x', type: 'file', mode: 0, size: 1, content: 'x' }), 'content'],
    ['with a negative size', entries(ROOT, { path: 'x', type: 'file', mode: 0, size: -1 }), 'size'],
    ['with too many homes', { ...MACHINE, homes: [[], []] }, 'it has 2 homes, and the request 1'],
    [
      'with another link',
      { ...MACHINE, targets: [{ link: 'other', entries: [] }] },
      'the request has no link "other"',
    ],
  ])('are refused: %s', async ([, machine, problem], { world }) => {
    expect((await problemsOf(JSON.stringify(machine), world)).join('\n')).toContain(problem)
  })

  test('are refused where they are no JSON, or cannot be read', async ({ world }) => {
    expect(await problemsOf('{', world)).toEqual(['it is not JSON'])
    const w = await world()
    expect(() => readMachines([w.path('none.json')], ONE)).toThrow('it cannot be read: ENOENT')
    expect(() => readMachines([w.path('*.json')], ONE)).toThrow('it cannot be read: ENOENT')
  })

  test('are refused or become a world that can be built, whatever they hold', async ({ world }) => {
    const entry = fc.record({
      path: fc.constantFrom('', 'projects', 'x', '../y'),
      type: fc.constantFrom('dir', 'fifo'),
      mode: fc.nat(),
    })
    const machine = fc.record({
      version: fc.constantFrom(1, 2),
      homes: fc.array(fc.array(entry), { maxLength: 2 }),
      targets: fc.oneof(fc.constant(MACHINE.targets), fc.jsonValue()),
      elsewhere: fc.oneof(fc.constant([]), fc.jsonValue()),
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(machine, fc.jsonValue()), async value => {
        const result = await read(JSON.stringify(value), world).catch((error: unknown) => error)
        if (!(result instanceof GateError)) expect(result).toHaveLength(1)
      }),
      { numRuns: 100 },
    )
  })
})
