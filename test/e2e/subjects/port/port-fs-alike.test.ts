import { constants } from 'node:fs'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBytes } from '../../../../fixtures/disk/bytes.ts'
import { dir, file, hardLinkTo, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import type { PortFs } from '../../../../src/subjects/port/port-fs.ts'
import { type Act, outcomesOf } from './like-nodes.ts'

/** An entry of every type, with links of every kind. */
const TREE: Tree = {
  full: dir({ 'a.txt': file('alpha'), sub: dir({ 'b.txt': file('beta', { mode: 0o444 }) }), empty: dir() }),
  odd: dir({
    up: linkTo('../other'),
    abs: linkTo('{root}/other'),
    gone: linkTo('nowhere'),
    same: linkTo('same'),
  }),
  other: dir({ 'a.txt': file('another', { mode: 0o600 }), 'z.txt': file('zeta') }),
  twin: dir({ up: linkTo('../full'), abs: linkTo('{root}/full') }),
  empty: dir(),
  file: file('some text'),
  script: file('#!/bin/sh\n', { mode: 0o755 }),
  blank: file(''),
  second: hardLinkTo('file'),
  toDir: linkTo('full'),
  toFile: linkTo('file'),
  toLink: linkTo('toDir'),
  dangling: linkTo('nowhere'),
  deep: linkTo('nowhere/at/all'),
  loop: linkTo('loop'),
  back: dir({ parent: linkTo('..') }),
  'd\u{e9}j\u{e0} vu': dir({ 'new\nline': file('n'), '-rf': file('-') }),
  'bad\udcff': dir({ 'x\udcfe': file('bytes') }),
}

const PATHS = [
  ...['', ...Object.keys(TREE).filter(name => !name.startsWith('bad'))],
  ...[
    'full/a.txt',
    'full/sub',
    'odd/up',
    'odd/abs',
    'file/x',
    'nowhere',
    'nowhere/x',
    'toDir/a.txt',
    'toDir/new',
  ],
  ...[
    'dangling/x',
    'loop/x',
    'full/',
    'file/',
    'toDir/',
    'full/../file',
    'full//a.txt',
    'x'.repeat(256),
    'toDir/sub',
  ],
]
type Call = (fs: PortFs, path: string) => Promise<unknown>

const FLAGS = ['wx', 'w+', 'a', 'ax', 'r', 'r+', constants.O_WRONLY | constants.O_CREAT]

const ON_ONE: readonly (readonly [string, Call])[] = [
  ['access', (fs, path) => fs.access(path)],
  ['access to execute', (fs, path) => fs.access(path, constants.X_OK)],
  ['chmod', (fs, path) => fs.chmod(path, 0o700)],
  ['lstat', (fs, path) => fs.lstat(path)],
  ['lstat in big numbers', (fs, path) => fs.lstat(path, { bigint: true })],
  ['stat', (fs, path) => fs.stat(path)],
  ['readdir', (fs, path) => fs.readdir(path)],
  ['readdir of bytes', (fs, path) => fs.readdir(path, 'buffer')],
  [
    'readdir with types',
    async (fs, path) => (await fs.readdir(path, { withFileTypes: true })).map(e => e.name),
  ],
  ['readlink', (fs, path) => fs.readlink(path)],
  ['readlink of bytes', (fs, path) => fs.readlink(path, 'buffer')],
  ['realpath', (fs, path) => fs.realpath(path)],
  ['mkdir', (fs, path) => fs.mkdir(path)],
  ['mkdir with a mode', (fs, path) => fs.mkdir(path, 0o700)],
  ['mkdir in it', (fs, path) => fs.mkdir(`${path}/new`, { mode: '0711' })],
  ['recursive mkdir', (fs, path) => fs.mkdir(path, { recursive: true })],
  [
    'recursive mkdir deep in it',
    (fs, path) => fs.mkdir(`${path}/one/two/three`, { recursive: true, mode: 0o700 }),
  ],
  ['rmdir', (fs, path) => fs.rmdir(path)],
  ['unlink', (fs, path) => fs.unlink(path)],
  ['rm', (fs, path) => fs.rm(path)],
  ['rm with force', (fs, path) => fs.rm(path, { force: true })],
  ['recursive rm', (fs, path) => fs.rm(path, { recursive: true })],
  ['recursive rm with force', (fs, path) => fs.rm(path, { recursive: true, force: true })],
  ['utimes', (fs, path) => fs.utimes(path, 1_000, 1_000)],
  ['symlink at', (fs, path) => fs.symlink('to/nowhere', path)],
  ['readFile', (fs, path) => fs.readFile(path)],
  ['readFile as text', (fs, path) => fs.readFile(path, 'utf8')],
  ['readFile that makes it', (fs, path) => fs.readFile(path, { flag: 'a+' })],
  ['truncate', (fs, path) => fs.truncate(path, 3)],
  ['writeFile', (fs, path) => fs.writeFile(path, 'new')],
  ['writeFile of nothing', (fs, path) => fs.writeFile(path, '')],
  ['writeFile of hex', (fs, path) => fs.writeFile(path, '6869', 'hex')],
  ['writeFile of bytes', (fs, path) => fs.writeFile(path, new Uint16Array([1, 2]), { mode: 0o600 })],
  ['writeFile piece by piece', (fs, path) => fs.writeFile(path, ['one', '', 'two'], { flush: true })],
  ['writeFile of wrong data', (fs, path) => Reflect.apply(fs.writeFile, undefined, [path, 7])],
  ...FLAGS.map((flag): [string, Call] => [
    `writeFile with ${flag}`,
    (fs, path) => fs.writeFile(path, 'new', { flag }),
  ]),
  ['appendFile', (fs, path) => fs.appendFile(path, 'more')],
  ['appendFile of nothing', (fs, path) => fs.appendFile(path, '', { mode: 0o600 })],
]

const TWO_PATHS = [
  ...['', 'full', 'odd', 'other', 'twin', 'file', 'toDir', 'toFile', 'dangling', 'loop'],
  ...['new/deep', 'full/sub/in', 'odd/up'],
]

const PAIRS = [...TWO_PATHS, 'file/x'].flatMap(from => TWO_PATHS.map(to => [from, to] as const))

type CallOnTwo = (fs: PortFs, from: string, to: string) => Promise<unknown>

const ON_TWO: readonly (readonly [string, CallOnTwo])[] = [
  ['rename', (fs, from, to) => fs.rename(from, to)],
  ['link', (fs, from, to) => fs.link(from, to)],
  ['copyFile', (fs, from, to) => fs.copyFile(from, to)],
  ['copyFile to a path that must be new', (fs, from, to) => fs.copyFile(from, to, constants.COPYFILE_EXCL)],
]

describe("a port's file system returns and leaves behind what node:fs/promises does", () => {
  test.each(ON_ONE)('for %s', async (_, call) => {
    for (const path of PATHS) {
      const { port, node } = await outcomesOf(TREE, (fs, at) => call(fs, at(path)))
      expect({ path, ...port }).toEqual({ path, ...node })
    }
  })

  // Where links form a loop, Node sometimes returns what it found so far, and sometimes an error.
  test.each(['full', 'full/sub', 'toDir', 'file', 'nowhere', 'loop'])(
    'for recursive readdir of %s',
    async path => {
      const { port, node } = await outcomesOf(TREE, (fs, at) => fs.readdir(at(path), { recursive: true }))
      expect(port).toEqual(node)
    },
  )

  test.each(ON_TWO)('for %s', async (_, call) => {
    for (const [from, to] of PAIRS) {
      const { port, node } = await outcomesOf(TREE, (fs, at) => call(fs, at(from), at(to)))
      expect({ from, to, ...port }).toEqual({ from, to, ...node })
    }
  })

  const ON_BYTES: readonly (readonly [string, (fs: PortFs, path: Buffer) => Promise<unknown>])[] = [
    ['readdir', (fs, path) => fs.readdir(path, 'buffer')],
    ['rm', (fs, path) => fs.rm(path, { recursive: true })],
    [
      'recursive mkdir',
      (fs, path) => fs.mkdir(Buffer.concat([path, Buffer.from('/a/\xff', 'latin1')]), { recursive: true }),
    ],
    ['rename', (fs, path) => fs.rename(path, Buffer.concat([path, Buffer.of(0xfe)]))],
    ['writeFile', (fs, path) => fs.writeFile(Buffer.concat([path, Buffer.from('/new')]), 'x')],
    [
      'copyFile',
      (fs, path) => fs.copyFile(Buffer.concat([path, Buffer.from('/x\xfe', 'latin1')]), `${path}`),
    ],
  ]

  test.each(ON_BYTES)('for %s of names that are not UTF-8', async (_, call) => {
    const { port, node } = await outcomesOf(TREE, (fs, at) => call(fs, toBytes(at('bad\udcff'))))
    expect(port).toEqual(node)
  })

  const WRONG: readonly unknown[] = [undefined, null, 7, {}, '', 'a\0b', new URL('https://example.org/')]

  test.each(WRONG)('for the path %j', async path => {
    for (const name of [
      'lstat',
      'readlink',
      'mkdir',
      'unlink',
      'rm',
      'readFile',
      'writeFile',
      'truncate',
    ] as const) {
      const { port, node } = await outcomesOf({}, fs =>
        Reflect.apply(fs[name], undefined, name === 'writeFile' ? [path, 'x'] : [path]),
      )
      expect({ name, ...port }).toEqual({ name, ...node })
    }
  })

  test('for URLs', async () => {
    const { port, node } = await outcomesOf(
      TREE,
      (fs, at) => fs.lstat(pathToFileURL(at('toDir'))),
      (fs, at) => fs.mkdir(pathToFileURL(at('a b/c')), { recursive: true }),
      (fs, at) => fs.rm(pathToFileURL(at('full')), { recursive: true }),
    )
    expect(port).toEqual(node)
  })

  test('for any sequence of operations', async () => {
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
      .map(names => names.join('/'))
    const withoutRename = ON_TWO.filter(([name]) => name !== 'rename')
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc
        .tuple(fc.constantFrom(...ON_ONE), path)
        .map(([[name, call], on]) => named(name, [on], (fs, at) => call(fs, at(on)))),
      fc
        .tuple(fc.constantFrom(...withoutRename), path, path)
        .map(([[name, call], from, to]) => named(name, [from, to], (fs, at) => call(fs, at(from), at(to)))),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 12 }), async acts => {
        const { port, node } = await outcomesOf(SMALL, ...acts)
        expect(port).toEqual(node)
      }),
      { numRuns: 300 },
    )
  })
})

/** Names an act, for counterexamples. */
function named(name: string, paths: readonly string[], act: Act): Act {
  return Object.assign(act, { toString: () => `${name} ${paths.join(' ')}` })
}

const SMALL: Tree = {
  a: dir({ a: file('aa'), b: linkTo('../b'), c: dir({ a: file('aca') }) }),
  b: dir({ a: file('ba'), b: linkTo('c') }),
  c: linkTo('a'),
}
