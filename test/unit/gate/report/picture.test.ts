import { mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, file, linkTo, type Tree } from '../../../../fixtures/tree.ts'
import { harnessFor } from '../../../../src/experiments/harness.ts'
import { judgeWorlds } from '../../../../src/gate/judge-worlds.ts'
import { violationText } from '../../../../src/gate/report/words/violation-text.ts'
import type { LawId } from '../../../../src/laws/index.ts'
import { fn, type Provision } from '../../../../src/subjects/fn.ts'
import { gateOptions, ONE } from '../../../judging/gate.ts'

/** What is said of the law that a function breaks in one world, which is as small as can be. */
async function said(law: LawId, tree: Tree, provision: Provision): Promise<string> {
  await using temp = await tempDir()
  const harness = harnessFor(temp, fn('under test', provision), gateOptions())
  const spec = { tree: flatten(tree), deployment: ONE, rootName: PLAIN_ROOT }
  const trial = { level: 'complete', laws: [law], waivers: new Map(), seed: 1 } as const
  const {
    laws: [result],
  } = await judgeWorlds(harness, [spec], { ...trial, onProgress: () => {} })
  return result === undefined ? '' : violationText(result)
}

/** Puts a link in place of whatever is there. */
const replaces: Provision = ([home], [link]) => {
  rmSync(`${home}/${link?.name}`, { recursive: true, force: true })
  symlinkSync(link?.target ?? '', `${home}/${link?.name}`)
}

test('a file that is destroyed is shown where it lay, with what stands there now', async () => {
  const tree = { a: dir({ projects: dir({ 'only.jsonl': file('the only copy\n') }) }), shared: dir() }
  expect(await said('keeps-data', tree, replaces)).toBe(
    `
✗ keeps-data: nothing is destroyed or orphaned
  \`a/projects/only.jsonl\` (14 bytes) was destroyed: \`a/projects\` was a directory
  Fix: Do not remove or overwrite what is in the way. End with an error that names it.
  More: npx vitest-shared-links explain keeps-data

  The smallest world found, with the fate of each entry:
      a/                          kept
        projects/                 DESTROYED; now a symlink to "{root}/shared"
          only.jsonl (14 bytes)   DESTROYED

  Output:
    (none)

  As fixture code:
    await using w = await world({
      a: dir({
        projects: dir({
          'only.jsonl': file('the only copy\\n'),
        }),
      }),
    }, { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] })`.trimStart(),
  )
})

test('a directory that is gone with such a link is not said to have led anywhere itself', async () => {
  const tree = {
    a: dir({ projects: linkTo('{root}/old') }),
    old: dir({ 'only.jsonl': file('the only copy\n') }),
  }
  const removes: Provision = ([home]) => rmSync(home ?? '', { recursive: true })
  expect(await said('keeps-data', tree, removes)).toContain(
    `
      a/                         ORPHANED, with its entries
        projects -> {root}/old   ORPHANED: its content can no longer be read at this path
`,
  )
})

test('a file that is orphaned is shown with the link that led to it', async () => {
  const tree = {
    a: dir({ projects: linkTo('{root}/old'), 'settings.json': file('{}') }),
    old: dir({ 'only.jsonl': file('the only copy\n') }),
    shared: dir(),
  }
  expect(await said('keeps-data', tree, replaces)).toBe(
    `
✗ keeps-data: nothing is destroyed or orphaned
  \`old/only.jsonl\` (14 bytes) was orphaned: \`a/projects\`, which was a symlink to "{root}/old", no longer leads to it
  Fix: Do not retarget or remove a link that leads elsewhere. End with an error that names it.
  More: npx vitest-shared-links explain keeps-data

  The smallest world found, with the fate of each entry:
      a/                         kept
        projects -> {root}/old   ORPHANED: its content can no longer be read at this path; now a symlink to "{root}/shared"
      old/                       kept
        only.jsonl (14 bytes)    kept

  Output:
    (none)

  As fixture code:
    await using w = await world({
      a: dir({
        projects: linkTo('{root}/old'),
      }),
      old: dir({
        'only.jsonl': file('the only copy\\n'),
      }),
    }, { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] })`.trimStart(),
  )
})

test('what is new and not asked for is marked, and what was printed is shown', async () => {
  const strays: Provision = (_homes, _required, root) => {
    symlinkSync('nowhere', `${root}/a.bak`)
    throw new Error('first line\nsecond \u001b[31mline')
  }
  expect(await said('adds-only-required', { a: dir() }, strays)).toBe(
    `
✗ adds-only-required: every new entry is a required home, target or link, or a parent of one
  \`a.bak\` was created, but the request does not require it
  More: npx vitest-shared-links explain adds-only-required

  The smallest world found, with the fate of each entry:
    + a.bak -> nowhere   new, but not required

  Output:
    first line
    second \\x1b[31mline

  As fixture code:
    await using w = await world({}, { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] })`.trimStart(),
  )
})

test('a link that is missing is shown where it should be', async () => {
  const makesHome: Provision = ([home = '']) => mkdirSync(home)
  expect(await said('tells-the-truth', {}, makesHome)).toContain(
    `
  The smallest world found, with the fate of each entry:
    + a/                            new, as required
    -   projects -> {root}/shared   MISSING
`,
  )
})

test('with all of its path where its home is missing too', async () => {
  const text = await said('tells-the-truth', {}, () => {})
  expect(text).toContain('\n    - a/projects -> {root}/shared   MISSING\n')
})

test('and not where something else stands', async () => {
  const accepts: Provision = ([home]) => void statSync(`${home}/projects`)
  const text = await said('tells-the-truth', { a: dir({ projects: dir() }) }, accepts)
  expect(text).toContain('\n        projects/   kept\n')
  expect(text).not.toContain('MISSING')
})

test('a picture that begins after a first run says so', async () => {
  const counts: Provision = (_homes, _required, root) =>
    writeFileSync(`${root}/run-${readdirSync(root).length}`, '')
  expect(await said('idempotent', {}, counts)).toContain(
    '  The smallest world found, after the first run, with the fate of each entry:\n',
  )
})
