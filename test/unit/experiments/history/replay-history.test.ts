import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Deployment } from '../../../../fixtures/deployment.ts'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { ACTIONS, type PastEvent, PLAIN_ROOT } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import { buildWorld } from '../../../../src/experiments/built-world.ts'
import { fn, type Provision } from '../../../../src/subjects/fn.ts'
import { orNull } from '../../../../src/subjects/or-null.ts'
import { ONE } from '../../../judging/gate.ts'
import { harnessOf } from '../harness-of.ts'

const RIGHT: Tree = { a: dir({ projects: linkTo('{root}/shared') }), shared: dir() }

/** The paths of a world after its history, each with its type, and those that are the subject's own. */
async function afterwards(
  tree: Tree,
  history: readonly PastEvent[],
  provision: Provision = () => {},
  deployment: Deployment = ONE,
) {
  await using temp = await tempDir()
  const spec = { deployment, tree: flatten(tree), rootName: PLAIN_ROOT, history }
  const built = await buildWorld(harnessOf(temp, fn('a subject', provision)), spec)
  const paths = [...built.snapshot().entries].filter(([path]) => path !== '')
  return {
    entries: Object.fromEntries(paths.map(([path, { type }]) => [path, type])),
    own: paths.map(([path]) => path).filter(built.isIgnored),
    texts: Object.fromEntries(
      paths.flatMap(([path, { content }]) =>
        content === undefined ? [] : [[path, String(Buffer.from(content))]],
      ),
    ),
    ledger: ['a/ledger', '../tmp/state/ledger'].map(path =>
      orNull(() => readFileSync(`${built.root}/${path}`, 'utf8')),
    ),
    keepsState: built.keepsState(),
  }
}

describe('at the path of a link of kind `file`', () => {
  const FILE: Deployment = { homes: ['a'], links: [{ name: 's.json', target: 't.json', kind: 'file' }] }
  const tree: Tree = { a: dir({ 's.json': linkTo('{root}/t.json') }), 't.json': file('{}\n') }
  const right = { a: 'dir', 'a/s.json': 'link', 't.json': 'file' }
  const line = (path: string) => `written after 0 events, at ${path}\n`

  test.each([
    [
      'saved',
      { ...right, 'a/s.json': 'file' },
      { 'a/s.json': `{}\n${line('a/s.json.draft')}`, 't.json': '{}\n' },
    ],
    ['worked', right, { 't.json': `{}\n${line('t.json')}` }],
    ['replaced', { ...right, 'a/s.json': 'file' }, { 'a/s.json': line('a/s.json'), 't.json': '{}\n' }],
    [
      'retargeted',
      { ...right, 's.json-elsewhere': 'file' },
      { 's.json-elsewhere': line('s.json-elsewhere'), 't.json': '{}\n' },
    ],
    ['removed', { a: 'dir', 't.json': 'file' }, { 't.json': '{}\n' }],
  ] as const)('%s', async (did, entries, texts) => {
    const after = await afterwards(tree, [{ did, path: 'a/s.json' }], () => {}, FILE)
    expect(after).toMatchObject({ entries, own: [] })
    expect(after.texts).toEqual(texts)
  })

  test('nothing is saved where there is nothing to read', async () => {
    const after = await afterwards({ a: dir() }, [{ did: 'saved', path: 'a/s.json' }], () => {}, FILE)
    expect(after.entries).toEqual({ a: 'dir' })
  })
})

describe('at the path of a link', () => {
  const right = { a: 'dir', 'a/projects': 'link', shared: 'dir' }

  test.each([
    ['remade', { ...right, 'a/projects': 'dir', 'a/projects/since.jsonl': 'file' }],
    ['worked', { ...right, 'shared/since.jsonl': 'file' }],
    ['replaced', { ...right, 'a/projects': 'file' }],
    ['retargeted', { ...right, 'projects-elsewhere': 'dir', 'projects-elsewhere/since.jsonl': 'file' }],
    ['removed', { a: 'dir', shared: 'dir' }],
  ] as const)('%s', async (did, entries) => {
    expect(await afterwards(RIGHT, [{ did, path: 'a/projects' }])).toMatchObject({ entries, own: [] })
  })

  test.each(ACTIONS)('%s removes no data, and overwrites none', async did => {
    const tree = { a: dir({ projects: dir({ 'a.jsonl': file('x') }) }) }
    expect((await afterwards(tree, [{ did, path: 'a/projects' }])).entries).toMatchObject({
      ...{ a: 'dir', 'a/projects': 'dir', 'a/projects/a.jsonl': 'file' },
    })
    expect(
      (await afterwards({ a: dir({ projects: file('x') }) }, [{ did, path: 'a/projects' }])).entries,
    ).toEqual({
      ...{ a: 'dir', 'a/projects': 'file' },
    })
  })

  test.each(ACTIONS)('%s does nothing where the home is missing, or is a file', async did => {
    expect((await afterwards({}, [{ did, path: 'a/projects' }])).entries).toEqual({})
    expect((await afterwards({ a: file('x') }, [{ did, path: 'a/projects' }])).entries).toEqual({ a: 'file' })
  })

  test.each(ACTIONS)('%s writes nothing outside the world', async did => {
    await using elsewhere = await tempDir()
    mkdirSync(`${elsewhere.path}/projects`)
    const home = linkTo(elsewhere.path)
    const target = dir({ projects: linkTo(`${elsewhere.path}/projects`) })
    await afterwards({ a: home }, [{ did, path: 'a/projects' }])
    await afterwards({ a: target }, [{ did, path: 'a/projects' }])
    expect(readdirSync(elsewhere.path)).toEqual(['projects'])
    expect(readdirSync(`${elsewhere.path}/projects`)).toEqual([])
  })
})

describe('after a run', () => {
  test('what the subject made for itself is its own, and copies of data are not', async () => {
    const tree = { a: dir({ projects: dir({ 'a.jsonl': file('x') }) }) }
    const moves: Provision = ([home = '']) => {
      if (existsSync(`${home}/projects.bak`)) return
      mkdirSync(`${home}/projects.bak`)
      writeFileSync(`${home}/projects.bak/a.jsonl`, 'x')
      writeFileSync(`${home}/ledger`, 'mine')
      symlinkSync('nowhere', `${home}/temporary`)
      rmSync(`${home}/projects`, { recursive: true })
    }
    const { entries, own } = await afterwards(tree, [{ did: 'run' }], moves)
    expect(Object.keys(entries)).toContain('a/projects.bak/a.jsonl')
    expect(own.sort()).toEqual(['a/ledger', 'a/projects.bak', 'a/temporary'])
  })

  test('it stays its own when others have worked', async () => {
    const notes: Provision = ([home = '']) => writeFileSync(`${home}/ledger`, 'mine')
    const { own } = await afterwards(RIGHT, [{ did: 'run' }, { did: 'worked', path: 'a/projects' }], notes)
    expect(own).toEqual(['a/ledger'])
  })

  test('data that others wrote since is theirs', async () => {
    const { own } = await afterwards(RIGHT, [{ did: 'run' }, { did: 'remade', path: 'a/projects' }])
    expect(own).toEqual([])
  })
})

describe('what a subject keeps for itself', () => {
  const inHome: Provision = ([home = '']) => writeFileSync(`${home}/ledger`, 'a ledger\n')
  const inState: Provision = ([home = '']) => {
    mkdirSync(`${home}/../../tmp/state`)
    writeFileSync(`${home}/../../tmp/state/ledger`, 'a ledger\n')
  }

  test.each([
    ['state-emptied', ''],
    ['state-cut', 'a le'],
    ['state-newer', '# version 99\na ledger\n'],
  ] as const)('%s, in the home and in the state directory', async (did, ledger) => {
    expect((await afterwards(RIGHT, [{ did: 'run' }, { did }], inHome)).ledger).toEqual([ledger, null])
    expect((await afterwards(RIGHT, [{ did: 'run' }, { did }], inState)).ledger).toEqual([null, ledger])
  })

  test('is none of the data that was there, nor a copy of it', async () => {
    const tree = { a: dir({ 'settings.json': file('{}') }) }
    const copies: Provision = ([home = '']) => copyFileSync(`${home}/settings.json`, `${home}/ledger`)
    const { ledger, keepsState } = await afterwards(tree, [{ did: 'run' }, { did: 'state-emptied' }], copies)
    expect([ledger, keepsState]).toEqual([['{}', null], false])
  })

  test.each<[string, boolean, Provision]>([
    ['a ledger in its home', true, inHome],
    ['a ledger in its state directory', true, inState],
    ['an empty lock', false, ([home = '']) => writeFileSync(`${home}/lock`, '')],
    ['nothing', false, () => {}],
  ])('%s: %s', async (_, keepsState, provision) => {
    expect(await afterwards(RIGHT, [{ did: 'run' }], provision)).toMatchObject({ keepsState })
  })
})
