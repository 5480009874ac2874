import { constants } from 'node:fs'
import * as node from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { expect, expectTypeOf, test, vi } from 'vitest'
import { toBytes } from '../../../../fixtures/disk/bytes.ts'
import { dir, fifo, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import type { Step } from '../../../../src/observation/step.ts'
import type { Decision, Interceptor } from '../../../../src/subjects/interceptor.ts'
import { callQueue } from '../../../../src/subjects/port/call-queue.ts'
import { type PortFs, portFsOn } from '../../../../src/subjects/port/port-fs.ts'
import { buildWorld } from '../../../judging/built-world.ts'

const portFs = (interceptor: Interceptor, root: string): PortFs => portFsOn(callQueue(interceptor, root))

const TREE: Tree = {
  full: dir({ 'a.txt': file('alpha'), sub: dir({ link: linkTo('../../other') }) }),
  other: dir({ kept: file('kept') }),
  file: file('text'),
  link: linkTo('other'),
}

type Act = (fs: PortFs, at: (path: string) => string) => unknown

/** The steps that are decided during an act, in short: `mkdir a`, `rename a -> b`. */
async function stepsOf(
  act: Act,
  decide: (words: string, step: Step) => Decision = () => 'continue',
): Promise<string[]> {
  await using s = await buildWorld(TREE)
  const words: string[] = []
  const fs = portFs(step => {
    const { call, path, to } = step
    words.push(to === null ? `${call} ${path}` : `${call} ${path} -> ${to}`)
    return decide(words.at(-1) ?? '', step)
  }, s.root)
  await act(fs, path => `${s.root}/${path}`)
  return words
}

const OPERATIONS: readonly (readonly [string, Act, readonly string[]])[] = [
  ['mkdir', (fs, at) => fs.mkdir(at('new')), ['mkdir new']],
  [
    'recursive mkdir',
    (fs, at) => fs.mkdir(at('a/b/c'), { recursive: true }),
    ['mkdir a/b/c', 'mkdir a/b', 'mkdir a', 'mkdir a/b', 'mkdir a/b/c'],
  ],
  [
    'recursive mkdir of a directory that exists',
    (fs, at) => fs.mkdir(at('link'), { recursive: true }),
    ['mkdir link', 'stat link'],
  ],
  ['mkdtemp', (fs, at) => fs.mkdtemp(at('full/tmp-')), ['mkdir full/tmp-XXXXX0']],
  ['symlink', (fs, at) => fs.symlink('anywhere', at('new')), ['symlink new']],
  ['link', (fs, at) => fs.link(at('file'), at('new')), ['link file -> new']],
  ['rename', (fs, at) => fs.rename(at('full'), at('new')), ['rename full -> new']],
  ['rename out of the world', (fs, at) => fs.rename(at('file'), at('../tmp/new')), ['rename file']],
  [
    'rename into the world',
    async (fs, at) => {
      await fs.writeFile(at('../tmp/new'), '')
      await fs.rename(at('../tmp/new'), at('file'))
    },
    ['rename file'],
  ],
  ['readFile', (fs, at) => fs.readFile(at('file')), ['open file']],
  ['writeFile that makes it', (fs, at) => fs.writeFile(at('new'), 'x'), ['create new', 'write new']],
  ['writeFile over it', (fs, at) => fs.writeFile(at('file'), 'x'), ['truncate file', 'write file']],
  ['writeFile of nothing', (fs, at) => fs.writeFile(at('file'), ''), ['truncate file']],
  [
    'writeFile in pieces',
    (fs, at) => fs.writeFile(at('new'), ['x', 'y']),
    ['create new', 'write new', 'write new'],
  ],
  ['writeFile with a', (fs, at) => fs.writeFile(at('file'), 'x', { flag: 'a' }), ['open file', 'write file']],
  [
    'writeFile with numbers',
    (fs, at) =>
      fs.writeFile(at('new'), 'x', { flag: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL }),
    ['create new', 'write new'],
  ],
  ['appendFile that makes it', (fs, at) => fs.appendFile(at('new'), 'x'), ['create new', 'write new']],
  ['appendFile', (fs, at) => fs.appendFile(at('file'), 'x'), ['open file', 'write file']],
  ['copyFile', (fs, at) => fs.copyFile(at('file'), at('new')), ['open file', 'create new', 'write new']],
  [
    'copyFile over a file',
    (fs, at) => fs.copyFile(at('full/a.txt'), at('file')),
    ['open full/a.txt', 'truncate file', 'write file'],
  ],
  [
    'recursive rm, which follows no link',
    (fs, at) => fs.rm(at('full'), { recursive: true }),
    [
      ...['lstat full', 'lstat full', 'rmdir full', 'readdir full'],
      ...['lstat full/a.txt', 'unlink full/a.txt', 'lstat full/sub', 'rmdir full/sub', 'readdir full/sub'],
      ...['lstat full/sub/link', 'unlink full/sub/link', 'rmdir full/sub', 'rmdir full'],
    ],
  ],
  ['utimes', (fs, at) => fs.utimes(at('file'), 1, 1), ['utimes file']],
  ['a path with . and ..', (fs, at) => fs.lstat(at('./full/../file')), ['lstat file']],
  ['a path that ends in a slash', (fs, at) => fs.lstat(at('full/')), ['lstat full']],
  ['bytes', (fs, at) => fs.mkdir(toBytes(at('bad\udcff'))), ['mkdir bad\udcff']],
  ['a URL', (fs, at) => fs.lstat(pathToFileURL(at('file'))), ['lstat file']],
  ['the root', (fs, at) => fs.lstat(at('')), []],
  ['a path outside the root', (fs, at) => fs.mkdir(at('../tmp/new')), []],
  ['a path that begins with the name of the root', (fs, at) => fs.mkdir(at('../root-too')), []],
]

test.each(OPERATIONS)('an interceptor decides each system call of %s', async (_, act, steps) => {
  expect(await stepsOf(act)).toEqual(steps)
})

const MISSING: readonly (readonly [string, (fs: PortFs, path: string) => Promise<unknown>])[] = [
  ['access', (fs, path) => fs.access(path)],
  ['appendFile', (fs, path) => fs.appendFile(`${path}/x`, 'x')],
  ['chmod', (fs, path) => fs.chmod(path, 0o700)],
  ['copyFile', (fs, path) => fs.copyFile(path, `${path}2`)],
  ['link', (fs, path) => fs.link(path, `${path}2`)],
  ['lstat', (fs, path) => fs.lstat(path)],
  ['mkdir', (fs, path) => fs.mkdir(`${path}/x`)],
  ['readFile', (fs, path) => fs.readFile(path)],
  ['readdir', (fs, path) => fs.readdir(path)],
  ['readlink', (fs, path) => fs.readlink(path)],
  ['realpath', (fs, path) => fs.realpath(path)],
  ['rename', (fs, path) => fs.rename(path, `${path}2`)],
  ['rm', (fs, path) => fs.rm(path)],
  ['rmdir', (fs, path) => fs.rmdir(path)],
  ['stat', (fs, path) => fs.stat(path)],
  ['symlink', (fs, path) => fs.symlink('text', `${path}/x`)],
  ['truncate', (fs, path) => fs.truncate(path)],
  ['unlink', (fs, path) => fs.unlink(path)],
  ['utimes', (fs, path) => fs.utimes(path, 1, 1)],
  ['writeFile', (fs, path) => fs.writeFile(`${path}/x`, 'x')],
]

test.each(MISSING)('an injected failure of %s is the error of Node itself', async (_, act) => {
  await using s = await buildWorld()
  const failing = portFs(() => ({ errno: 'ENOENT' }), s.root)
  const injected = await act(failing, `${s.root}/missing`).catch((error: unknown) => error)
  const real = await act(node, `${s.root}/missing`).catch((error: unknown) => error)
  expect(injected).toBeInstanceOf(Error)
  expect(String(injected)).toBe(String(real))
  expect({ ...Object(injected) }).toEqual({ ...Object(real) })
})

test('a function that a port cannot use is refused by its name', () => {
  const fs: unknown = portFs(() => 'continue', '/nowhere')
  const { cp } = node
  expect(cp).toBeTypeOf('function')
  expect(() => (fs as typeof node).cp('/nowhere/a', '/nowhere/b')).toThrow(
    'a port cannot use fs.cp; it can use access, appendFile, chmod, copyFile, link, lstat, mkdir, mkdtemp, readFile, readdir, readlink, realpath, rename, rm, rmdir, stat, symlink, truncate, unlink, utimes, writeFile',
  )
})

test('an injected error has the number and the text of its errno', async () => {
  const fs = portFs(() => ({ errno: 'EIO' }), '/nowhere')
  await expect(fs.mkdir('/nowhere/x')).rejects.toMatchObject({
    message: "EIO: i/o error, mkdir '/nowhere/x'",
    ...{ code: 'EIO', errno: -5, syscall: 'mkdir', path: '/nowhere/x' },
  })
})

test('a failed write leaves the file empty, as on a full disk', async () => {
  await using s = await buildWorld(TREE)
  const fs = portFs(({ call }) => (call === 'write' ? { errno: 'ENOSPC' } : 'continue'), s.root)
  await expect(fs.writeFile(`${s.root}/file`, 'new')).rejects.toThrow(
    'ENOSPC: no space left on device, write',
  )
  expect(s.root).toMatchTree({ ...TREE, file: file('') })
})

test('a failed copy removes the file that it was overwriting, as libuv does', async () => {
  await using s = await buildWorld(TREE)
  const fs = portFs(({ call }) => (call === 'write' ? { errno: 'ENOSPC' } : 'continue'), s.root)
  const [from, to] = [`${s.root}/full/a.txt`, `${s.root}/file`]
  await expect(fs.copyFile(from, to)).rejects.toThrow(
    `ENOSPC: no space left on device, copyfile '${from}' -> '${to}'`,
  )
  const { file: _, ...others } = TREE
  expect(s.root).toMatchTree(others)
})

test('recursive mkdir gives up at the errors at which Node does', async () => {
  const steps = await stepsOf(
    (fs, at) => expect(fs.mkdir(at('a/b'), { recursive: true })).rejects.toThrow('EACCES'),
    words => (words === 'mkdir a' ? { errno: 'EACCES' } : 'continue'),
  )
  expect(steps).toEqual(['mkdir a/b', 'mkdir a'])
})

const KILLABLE: readonly (readonly [string, Act])[] = [
  ['rm', (fs, at) => fs.rm(at('full'), { recursive: true })],
  ['mkdir', (fs, at) => fs.mkdir(at('a/b/c'), { recursive: true })],
  ['copyFile', (fs, at) => fs.copyFile(at('file'), at('new'))],
  ['writeFile', (fs, at) => fs.writeFile(at('file'), 'new')],
]

test.each(KILLABLE)(
  'after a kill before any step of %s, nothing more happens and nothing settles',
  async (_, act) => {
    const steps = await stepsOf(act)
    for (const [k, last] of steps.entries()) {
      await using s = await buildWorld(TREE)
      const at = (path: string) => `${s.root}/${path}`
      let count = 0
      let settled = false
      const settle = () => {
        settled = true
      }
      const fs = portFs(() => (count++ === k ? 'kill' : 'continue'), s.root)
      Promise.resolve(act(fs, at)).then(settle, settle)
      await vi.waitFor(() => expect(count).toBe(k + 1), { interval: 1, timeout: 10_000 })
      fs.writeFile(at('later'), 'x').then(settle, settle)
      fs.writeFile(at('../tmp/later'), 'x').then(settle, settle)
      await sleep(5)
      expect({ last, count, settled }).toEqual({ last, count: k + 1, settled: false })
      expect(await node.readdir(s.job.temp)).toEqual([])
      expect(await node.readdir(s.root)).not.toContain('later')
    }
  },
)

test('concurrent calls are decided and made one at a time', async () => {
  await using s = await buildWorld()
  const seen: string[][] = []
  const fs = portFs(async () => {
    await sleep(1)
    seen.push(await node.readdir(s.root))
    return 'continue' as const
  }, s.root)
  await Promise.all(['a', 'b', 'c'].map(name => fs.mkdir(`${s.root}/${name}`)))
  expect(seen.map(names => names.sort())).toEqual([[], ['a'], ['a', 'b']])
})

test('a call waits for its interceptor, which may change the world meanwhile', async () => {
  await using s = await buildWorld()
  const path = `${s.root}/new`
  const fs = portFs(async () => {
    await node.writeFile(path, 'from somebody else')
    return 'continue' as const
  }, s.root)
  await expect(fs.mkdir(path)).rejects.toThrow('EEXIST')
})

test('mkdtemp makes names that are free, and the same in every run', async () => {
  await using s = await buildWorld({ 'tmp-XXXXX0': file('taken') })
  const fs = portFs(() => 'continue', s.root)
  expect(await fs.mkdtemp(`${s.root}/tmp-`)).toBe(`${s.root}/tmp-XXXXX1`)
  expect(await fs.mkdtemp(`${s.root}/tmp-`, 'buffer')).toEqual(Buffer.from(`${s.root}/tmp-XXXXX2`))
  expect((await node.stat(`${s.root}/tmp-XXXXX1`)).mode & 0o777).toBe(0o700)
  await expect(fs.mkdtemp(`${s.root}/no/tmp-`)).rejects.toMatchObject({ code: 'ENOENT', syscall: 'mkdtemp' })
})

test('reading a FIFO never settles, and blocks no thread of this process', async () => {
  await using s = await buildWorld({ pipe: fifo() })
  const fs = portFs(() => 'continue', s.root)
  const read = fs.readFile(`${s.root}/pipe`).then(() => 'read')
  expect(await Promise.race([read, sleep(50, 'waits')])).toBe('waits')
})

test("the same code runs with node:fs/promises and with a port's file system", async () => {
  await using s = await buildWorld()
  const link = (fs: PortFs) => fs.symlink('target', `${s.root}/link`)
  await link(node)
  expect(await node.readlink(`${s.root}/link`)).toBe('target')
  expectTypeOf(node).toExtend<PortFs>()
  expectTypeOf<PortFs>().toExtend<Pick<typeof node, 'mkdir' | 'readFile' | 'readdir'>>()
})
