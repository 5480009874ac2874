import { dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, file, type Tree } from '../../../../fixtures/tree.ts'
import { harnessFor } from '../../../../src/experiments/harness.ts'
import { judgeWorlds } from '../../../../src/gate/judge-worlds.ts'
import { nameTakenWorlds } from '../../../../src/gate/search/name-taken-worlds.ts'
import { fn } from '../../../../src/subjects/fn.ts'
import { type PortProvision, port } from '../../../../src/subjects/port/port.ts'
import type { PortFs } from '../../../../src/subjects/port/port-fs.ts'
import type { Subject } from '../../../../src/subjects/subject.ts'
import { gateOptions, lawIn, ONE } from '../../../judging/gate.ts'
import { LIVE_DIRECTORY, RIGHT } from '../../../judging/trees.ts'
import { isRight, linking, lookedAt } from '../../../reconcilers/broken-ports.ts'
import { movesAside, renamesOverRight } from '../../../reconcilers/right-ports.ts'

function specOf(tree: Tree): WorldSpec {
  return { deployment: ONE, tree: flatten(tree), rootName: PLAIN_ROOT }
}

/** Two worlds in which the same is done: a name that is taken in only one may be chance. */
const WORLDS = [{}, { a: dir() }, RIGHT, LIVE_DIRECTORY, { ...LIVE_DIRECTORY, notes: file('notes') }]

/** Makes the link by another name first, where nothing stands. */
function byWayOf(make: (link: string, target: string, fs: PortFs) => Promise<void>): PortProvision {
  return linking(async (path, target, fs) => {
    const there = await lookedAt(path, fs)
    if (there === 'nothing') return await make(path, target, fs)
    if (!isRight(there, target)) throw new Error(`${path} is in the way`)
  })
}

/** What is said of `keeps-data`, over these worlds and those that follow from them. */
async function keepsData(subject: Subject) {
  await using temp = await tempDir()
  const { laws, worlds } = await judgeWorlds(harnessFor(temp, subject, gateOptions()), WORLDS.map(specOf), {
    ...{ level: 'safe', laws: ['keeps-data'], waivers: new Map(), seed: 1 },
    onProgress: () => {},
  })
  const { verdict, counterexample } = lawIn({ laws }, 'keeps-data')
  return { verdict, summary: counterexample?.summary, more: worlds - WORLDS.length }
}

describe('a name that a subject takes for itself is taken by somebody else', () => {
  test('of a temp link that is made by force', async () => {
    const forces = byWayOf(async (path, target, fs) => {
      await fs.rm(`${path}.next`, { force: true })
      await fs.symlink(target, `${path}.next`)
      await fs.rename(`${path}.next`, path)
    })
    expect(await keepsData(port('forces', forces))).toEqual({
      verdict: 'broken',
      summary: '`a/projects.next` (27 bytes) was destroyed: it was in the account home `a`',
      more: 2,
    })
  })

  test('of a directory that is emptied before it is used', async () => {
    const stages = byWayOf(async (path, target, fs) => {
      await fs.rm(`${path}-staging`, { recursive: true, force: true })
      await fs.mkdir(`${path}-staging`)
      await fs.symlink(target, `${path}-staging/link`)
      await fs.rename(`${path}-staging/link`, path)
      await fs.rmdir(`${path}-staging`)
    })
    expect(await keepsData(port('stages', stages))).toMatchObject({
      verdict: 'broken',
      summary: expect.stringMatching(/^`a\/projects-staging.*` \(\d+ bytes\) was destroyed/),
    })
  })

  test('of a backup, by a subject that cannot be stopped too', async () => {
    const { rmSync, renameSync, symlinkSync, mkdirSync, lstatSync } = await import('node:fs')
    const pushes = fn('pushes', ([home = ''], [link]) => {
      const path = `${home}/${link?.name}`
      mkdirSync(home, { recursive: true, mode: 0o700 })
      mkdirSync(link?.target ?? '', { recursive: true, mode: 0o700 })
      if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) {
        rmSync(`${path}.premerge`, { recursive: true, force: true })
        renameSync(path, `${path}.premerge`)
      }
      if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(link?.target ?? '', path)
    })
    expect(await keepsData(pushes)).toMatchObject({
      verdict: 'broken',
      summary: expect.stringMatching(/^`a\/projects\.premerge.*` \(\d+ bytes\) was destroyed/),
    })
  })

  test('and of a backup of that backup', async () => {
    const aside = linking(async (path, target, fs) => {
      const there = await lookedAt(path, fs)
      if (isRight(there, target)) return
      if (there === 'a directory') {
        if ((await lookedAt(`${path}.was`, fs)) !== 'nothing') {
          await fs.rm(`${path}.was.was`, { recursive: true, force: true })
          await fs.rename(`${path}.was`, `${path}.was.was`)
        }
        await fs.rename(path, `${path}.was`)
      }
      await fs.symlink(target, path)
    })
    expect(await keepsData(port('aside', aside))).toMatchObject({
      verdict: 'broken',
      summary: expect.stringMatching(/^`a\/projects\.was\.was.*` \(\d+ bytes\) was destroyed/),
    })
  })
})

describe('who takes no name by force is accused of nothing', () => {
  test.each([
    ['a backup that is refused where it is taken', movesAside],
    ['a temp directory of a new name', renamesOverRight],
    [
      'a temp link that is made as links are',
      byWayOf(async (path, target, fs) => {
        await fs.symlink(target, `${path}.next`)
        await fs.rename(`${path}.next`, path)
      }),
    ],
  ])('%s', async (name, provision) => {
    expect((await keepsData(port(name, provision))).verdict).toBe('held')
  })

  test.each([
    ['the file that it locks, logs or notes in', 'provision.log'],
    ['the directory in which it does', '.links/logs/last.log'],
  ])('and %s is its own', async (_, path) => {
    const logs: PortProvision = async (homes, required, root, fs) => {
      await fs.mkdir(dirname(`${root}/${path}`), { recursive: true })
      await fs.writeFile(`${root}/${path}`, 'linking\n')
      await movesAside(homes, required, root, fs)
    }
    const { verdict, more } = await keepsData(port('logs', logs))
    // Its backup is another matter.
    expect({ verdict, more }).toEqual({ verdict: 'held', more: 2 })
  })
})

describe('which worlds follow', () => {
  const made = (path: string, files: readonly string[] = []) => ({ path, type: 'dir' as const, files })
  const tried = (path: string, tree: Tree = {}) => ({ spec: specOf(tree), made: [made(path)] })
  const pathsOf = (specs: readonly WorldSpec[]) => specs.map(({ tree }) => [...tree.keys()].join(' '))

  test('of a name that was seen twice, a file and a directory, in the smaller world', () => {
    const worlds = nameTakenWorlds([tried('a/x', { a: dir({ y: file('') }) }), tried('a/x')], new Set(), 9)
    expect(pathsOf(worlds)).toEqual(['a a/x', 'a a/x a/x/only.jsonl'])
  })

  test('its files have the names of those that the subject put there', () => {
    const one = { spec: specOf({}), made: [made('x', ['deep/a.jsonl'])] }
    const [, directory] = nameTakenWorlds([one, one], new Set(), 9)
    expect(directory?.tree.get('x/deep/a.jsonl')).toEqual(file(`somebody's x/deep/a.jsonl\n`))
  })

  test('of a directory, for each depth at which the subject put a file there', () => {
    const of = (...files: string[]) => ({ spec: specOf({}), made: [made('x', files)] })
    const worlds = nameTakenWorlds([of('y'), of('z'), of('y/z'), of()], new Set(), 9)
    expect(pathsOf(worlds)).toEqual([
      'x',
      'x x/only.jsonl x/y',
      'x',
      'x x/only.jsonl x/y x/y/z',
      'x',
      'x x/only.jsonl',
    ])
  })

  test.each([
    ['seen once', [tried('a/x')]],
    ['new in each run', [tried('a/tmp.qWe'), tried('a/tmp.aSd')]],
    ['with a number that changes', [tried('a/x.4711'), tried('a/x.4712'), tried('a/x.4711')]],
  ])('none of a name that was %s', (_, of) => {
    expect(nameTakenWorlds(of, new Set(), 9)).toEqual([])
  })

  test.each([
    ['of a name with a time, names of times before it', 'a/x.20261126-7', 'a/x.20261125-7', 'a/x.20261114-7'],
    ['of a name with a count, names of counts after it', 'a2/x.09', 'a2/x.10', 'a2/x.21'],
  ])('%s, where what is put away has it', (_, name, next, last) => {
    const use = (path: string) => ({ spec: specOf({}), made: [made(path, ['only.jsonl'])] })
    const [world, ...others] = nameTakenWorlds([use(name), use(`${name}1`)], new Set(), 9)
    expect(others).toEqual([])
    const names = [...(world?.tree.keys() ?? [])].filter(path => path.endsWith('/only.jsonl'))
    expect(names).toHaveLength(12)
    expect(names[0]).toBe(`${next}/only.jsonl`)
    expect(names[11]).toBe(`${last}/only.jsonl`)
  })

  test('the same name beside another link or in another home is one name', () => {
    const deployment = { homes: ['a', 'ab'], links: [...ONE.links, { name: 'todo', target: 'pool' }] }
    const of = (path: string) => ({ spec: { ...specOf({}), deployment }, made: [made(path)] })
    expect(nameTakenWorlds([of('a/projects.x'), of('ab/todo.x')], new Set(), 9)).toHaveLength(2)
  })

  test('no name twice, and not more than are asked for', () => {
    const known = new Set<string>()
    const of = [tried('x'), tried('x'), tried('y'), tried('y')]
    expect(nameTakenWorlds(of, known, 3)).toHaveLength(3)
    expect(nameTakenWorlds(of, known, 4)).toEqual([])
  })
})
