import { lchownSync, mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dir, file, linkTo, type Tree } from '../../../fixtures/index.ts'
import { type World, world } from '../../../fixtures/world.ts'
import { ensureForAccounts, inspect } from '../../../src/reconciler/api.ts'
import { FILE_ROW_DEPLOYMENT, FILE_ROWS } from '../../unit/reconciler/file-table.ts'
import { inWorld } from '../../unit/reconciler/run.ts'
import { ROW_DEPLOYMENT, ROWS } from '../../unit/reconciler/table.ts'
import { expectNothingLost, paste, pasteAll } from './paste.ts'
import { MERGES, ONE, STOPS } from './remedy-states.ts'

/** The id of a user to whom permissions apply; null if the tests already run as one. */
const NOBODY = process.getuid?.() === 0 ? 65534 : null

// A remedy does not take away a file that can be read through a link.
const leadsToFile = (messages: readonly string[]) =>
  messages.some(message => message.includes('which is a file'))

const CURED = [
  ...ROWS.filter(({ messages }) => !leadsToFile(messages)).map(row => ({
    ...row,
    deployment: ROW_DEPLOYMENT,
  })),
  ...FILE_ROWS.filter(({ byHand }) => byHand !== true).map(row => ({
    ...row,
    deployment: FILE_ROW_DEPLOYMENT,
  })),
]

describe.each(CURED)('when $state', ({ tree, deployment }) => {
  it('is right after its remedies are pasted, and nothing is lost', async () => {
    await using w = await world(tree, deployment)
    const before = w.snapshot()
    // The links of a home are only looked at once the home itself is right.
    for (let rounds = 2; rounds > 0; rounds -= 1) {
      expect(pasteAll(w).filter(({ status }) => status !== 0)).toEqual([])
    }
    expect(inspect(w.homes, w.required)).toEqual([])
    expect(ensureForAccounts(w.homes, w.required).made).toEqual([])
    expectNothingLost(before, w)
  })
})

describe.each(ROWS.filter(({ messages }) => leadsToFile(messages)))('when $state', ({ tree }) => {
  it('leaves the decision to the operator, and changes nothing', async () => {
    await using w = await world(tree, ROW_DEPLOYMENT)
    const before = w.snapshot()
    expect(pasteAll(w).map(({ status, stderr }) => ({ status, stderr }))).toEqual([{ status: 0, stderr: '' }])
    expect(w.snapshot()).toEqual(before)
  })
})

describe.each(FILE_ROWS.filter(({ byHand }) => byHand === true))('when $state', ({ tree }) => {
  it('makes up no file, and leaves the rest to the operator', async () => {
    await using w = await world(tree, FILE_ROW_DEPLOYMENT)
    const before = w.snapshot()
    for (let rounds = 2; rounds > 0; rounds -= 1)
      expect(pasteAll(w).filter(({ status }) => status !== 0)).toEqual([])
    expect(inspect(w.homes, w.required)).not.toEqual([])
    expectNothingLost(before, w)
  })
})

const FILE_STOPS: readonly { readonly state: string; readonly tree: Tree }[] = [
  {
    state: 'other bytes than the shared file',
    tree: { h: dir({ 'settings.json': file('own') }), 's.json': file('shared') },
  },
  {
    state: 'bytes that the shared file goes on from',
    tree: { h: dir({ 'settings.json': file('one\n') }), 's.json': file('one\ntwo\n') },
  },
  {
    state: 'the bytes of the shared file, which is a link to it',
    tree: { h: dir({ 'settings.json': file('own') }), 's.json': linkTo('h/settings.json') },
  },
]

describe.each(FILE_STOPS)("in a file link's place: a file with $state", ({ tree }) => {
  it('stops before anything is moved, says why, and leaves the finding', async () => {
    const { links } = FILE_ROW_DEPLOYMENT
    await using w = await world(tree, { homes: ['h'], links: links.slice(1) })
    const before = w.snapshot()
    const [finding] = inspect(w.homes, w.required)
    if (finding === undefined) throw new Error('expected a finding')
    const { status, stderr } = paste(finding)
    expect({ status, last: stderr.split('\n').at(-2) }).toEqual({
      status: 1,
      last: 'stopped, and nothing was lost: the two files differ, or one cannot be read, or the shared one is a link to the other',
    })
    expect(w.snapshot()).toEqual(before)
  })
})

describe.each(MERGES)("in a link's place: $state", ({ tree }) => {
  const names = ['root', `it's a "$HOME" {} ; é\n dir`]
  it.each(names)('is merged, moved aside and linked, under a root called %j', async rootName => {
    await using w = await world(tree, { ...ONE, rootName })
    const before = w.snapshot()
    const modes = modesOf(before, 't')
    expect(pasteAll(w).filter(({ status }) => status !== 0)).toEqual([])
    expect(inspect(w.homes, w.required)).toEqual([])
    const after = w.snapshot()
    expectNothingLost(before, w)
    expect(modesOf(after, 't').filter(([path]) => before.entries.has(path))).toEqual(modes)
  })
})

const STOPPED =
  'stopped, and nothing was lost: something in it differs from its namesake, cannot be read, or holds the shared target\n'

describe.each(STOPS)("in a link's place: $state", ({ tree, says = '', copies }) => {
  it('stops before anything is moved, says why, and leaves the finding', async () => {
    await using w = await world(tree, ONE)
    const before = w.snapshot()
    const [finding] = inspect(w.homes, w.required)
    if (finding === undefined) throw new Error('expected a finding')
    const { status, stderr } = paste(finding)
    expect({ status, stderr: inWorld(w, stderr).replaceAll(/[‘’]/gu, "'") }).toEqual({
      status: 1,
      stderr: `${says}${STOPPED}`,
    })
    expect(inspect(w.homes, w.required)).toEqual([finding])
    expectNothingLost(before, w)
    if (copies === undefined) expect(w.snapshot()).toEqual(before)
  })
})

describe('a remedy', () => {
  it('stops where a file cannot be read', async () => {
    await using w = await world(
      { h: dir({ projects: dir({ a: file('a', { mode: 0o000 }) }) }), t: dir() },
      ONE,
    )
    for (const path of ['h/projects/a', 'h/projects', 'h', 't']) {
      if (NOBODY !== null) lchownSync(w.path(path), NOBODY, NOBODY)
    }
    const before = w.snapshot()
    const [finding] = inspect(w.homes, w.required)
    if (finding === undefined) throw new Error('expected a finding')
    const { status, stderr } = paste(finding, NOBODY)
    expect({ status, stderr: inWorld(w, stderr).replaceAll(/[‘’]/gu, "'") }).toEqual({
      status: 1,
      stderr: `cp: cannot open './a' for reading: Permission denied\n${STOPPED}`,
    })
    expect(w.snapshot()).toEqual(before)
  })

  it('quotes names whose bytes are not text', async () => {
    const odd = { homes: ['h\udcff\n'], links: [{ name: "p'\udcfe", target: '\udcfd$t' }] }
    await using w = await world({ 'h\udcff\n': dir({ "p'\udcfe": dir({ a: file('a') }) }) }, odd)
    const before = w.snapshot()
    expect(pasteAll(w)).toEqual([
      { status: 0, stderr: '' },
      { status: 0, stderr: '' },
    ])
    expect(inspect(w.homes, w.required)).toEqual([])
    expectNothingLost(before, w)
  })
})

describe('the remedy of a missing entry', () => {
  it('makes each part, its parents private', async () => {
    await using w = await world({}, { homes: ['p/h'], links: [{ name: 'projects', target: 'q/t' }] })
    expect(pasteAll(w)).toEqual([
      { status: 0, stderr: '' },
      { status: 0, stderr: '' },
      { status: 0, stderr: '' },
    ])
    expect(inspect(w.homes, w.required)).toEqual([])
    const modes = ['p', 'p/h', 'q', 'q/t'].map(path => w.snapshot().entries.get(path)?.mode)
    expect(modes).toEqual([0o700, 0o700, 0o700, 0o700])
  })
})

describe('a remedy that is pasted late', () => {
  it('makes no link inside a directory that is now at the link’s path', async () => {
    await using w = await world({ h: dir(), t: dir() }, ONE)
    const [finding] = inspect(w.homes, w.required)
    if (finding === undefined) throw new Error('expected a finding')
    mkdirSync(w.path('h/projects'))
    writeFileSync(w.path('h/projects/a.jsonl'), 'a')
    const before = w.snapshot()
    expect(paste(finding).status).toBe(1)
    expect(w.snapshot()).toEqual(before)
  })
})

function modesOf({ entries }: ReturnType<World['snapshot']>, under: string): [string, number][] {
  return [...entries].filter(([path]) => path.startsWith(under)).map(([path, { mode }]) => [path, mode])
}
