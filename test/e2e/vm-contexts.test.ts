import { afterAll, expect, test } from 'vitest'
import { nestedProject } from './nested-project.ts'

const project = nestedProject('vm-contexts')

afterAll(() => project.remove())

// In a vm context, what Node itself makes is of another realm: an error of a failed system call is no
// `instanceof Error`, a promise of `fs.promises` no `instanceof Promise`. Node 20 has no `Symbol.asyncDispose` there.
project.write(
  // TypeScript, since Node 20 has no `await using`.
  'contexts.test.ts',
  `
import { lstatSync, mkdirSync, promises, symlinkSync } from 'node:fs'
import vm from 'node:vm'
import { describe, expect, test } from 'vitest'
import { ensureForAccounts, plan } from 'vitest-shared-links'
import { dir, file, linkTo, snapshot, tempDir, usual, world as makeWorld } from 'vitest-shared-links/fixtures'
import { test as withWorld } from 'vitest-shared-links/fixtures/vitest'
import { port } from 'vitest-shared-links/properties'
import { describeLaws } from 'vitest-shared-links/properties/vitest'
import { expect as ready } from 'vitest-shared-links/expect'
import 'vitest-shared-links/vitest'

test('runs in a vm context', () => {
  const caught = () => { try { lstatSync('/gone') } catch (error) { return error } }
  expect(caught() instanceof Error).toBe(false)
})

withWorld('the reconciler and the matchers judge missing entries', async ({ world }) => {
  const w = await world(usual.freshMachine())
  expect(plan(w.homes, w.required).made).toHaveLength(11)
  expect(w).not.toHaveSharedLinks()
  expect(w.path('.claude-compte1')).not.toLinkTo('/x')
  ensureForAccounts(w.homes, w.required)
  expect(w).toHaveSharedLinks()
  expect(w.homes).toShareState('projects')
  expect(w.path('.claude-compte1/projects')).toResolveTo(w.path('.claude-projects-shared'))
})

withWorld('trees and snapshots are read, with bytes, errors and maps of any realm', async ({ world }) => {
  const w = await world({ d: dir({ f: file(Uint8Array.of(255)), l: linkTo('gone') }) })
  expect(w).toMatchTree({ d: dir({ f: file(Buffer.from([255])), l: linkTo('gone') }) })
  const { root, seenAs, entries } = w.snapshot()
  expect(w).toKeepAll({ root, seenAs, entries: vm.runInNewContext('new Map(entries)', { entries }) })
  expect(() => snapshot('/gone')).toThrow('ENOENT')
})

withWorld('a refusal is one, in whichever realm its error was made', async ({ world }) => {
  const w = await world(usual.realDirectory())
  expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link')
  const code = "Object.assign(new Error('own'), { name: 'SharedLinksError', findings: [{ code: 'blocked-link' }] })"
  expect(() => { throw vm.runInNewContext(code) }).toRefuse('blocked-link')
  // A mistake in the call is no refusal, wherever its error comes from.
  expect(() => expect(() => mkdirSync(42)).not.toRefuse('blocked-link')).toThrow('path')
})

test('a promise that is not awaited is named, in whichever realm it was made', () => {
  expect(() => expect(promises.realpath('/')).toLinkTo('/')).toThrow('a promise: await it first')
})

test('worlds and temp directories dispose of themselves', async () => {
  let root
  {
    await using w = await makeWorld()
    await using temp = await tempDir()
    root = w.root
    expect(lstatSync(root).isDirectory()).toBe(true)
    expect(lstatSync(temp.path).isDirectory()).toBe(true)
  }
  expect(lstatSync(root, { throwIfNoEntry: false })).toBe(undefined)
})

test('the ready expect has the matchers', () => {
  ready('/').not.toLinkTo('/x')
})

describeLaws(
  'a careful linker',
  port('link', async (homes, required, _root, fs) => {
    for (const { name, target } of required) {
      await fs.mkdir(target, { recursive: true, mode: 0o700 })
      for (const home of homes) {
        await fs.mkdir(home, { recursive: true, mode: 0o700 })
        const text = await fs.readlink(home + '/' + name).catch(error => {
          if (error.code !== 'ENOENT') throw error
        })
        if (text === undefined) await fs.symlink(target, home + '/' + name)
        else if (text !== target) throw new Error(home + '/' + name + ' leads to ' + text)
      }
    }
  }),
  { deployment: { homes: ['a'], links: [{ name: 'projects', target: 'shared' }] }, numRuns: 1 },
)
`,
)

test.each(['vmThreads', 'vmForks'])('everything works in vitest’s pool %s', pool => {
  const { results } = project.results(`pool: '${pool}'`)
  const others = results.filter(({ status }) => status !== 'passed')
  expect(results).toHaveLength(17)
  expect(others.map(({ title, failureMessages }) => [title, ...failureMessages])).toEqual([])
})
