import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { dir, file, linkTo, type Tree } from '../../../fixtures/tree.ts'
import { observe } from '../../../src/experiments/observe.ts'
import type { Need } from '../../../src/laws/law.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import { fn, type Provision } from '../../../src/subjects/fn.ts'
import { script } from '../../../src/subjects/script.ts'
import type { Subject } from '../../../src/subjects/subject.ts'
import { harnessOf } from './harness-of.ts'

const DEPLOYMENT = { homes: ['a', 'b'], links: [{ name: 'projects', target: 'shared' }] }
const EVERY: readonly Need[] = ['again', 'permuted']
/** Who obeys permissions: root does not. */
const unprivileged = process.getuid?.() === 0 ? 65534 : process.getuid?.()
const builtIn = script('the built-in reconciler', request => reconcile(request, 'exact'))

function spec(tree: Tree): WorldSpec {
  return { deployment: DEPLOYMENT, tree: flatten(tree), rootName: PLAIN_ROOT }
}

/** What is seen of a subject, and what is left of its worlds. */
async function seen(subject: Subject, tree: Tree = {}, experiments: readonly Need[] = EVERY) {
  await using temp = await tempDir()
  const observation = await observe(harnessOf(temp, subject), spec(tree), new Set(experiments))
  return { ...observation, left: readdirSync(temp.path).filter(name => !name.startsWith('.')) }
}

test('the world is seen as it was, as the first run left it, and as a second run left that', async () => {
  const counts: number[] = []
  const subject = fn('counts', (_homes, _required, root) => {
    counts.push(counts.length + 1)
    writeFileSync(`${root}/count-${counts.length}`, '')
  })
  const { before, first, second, left } = await seen(subject, { old: file('old') }, ['again'])
  expect([...before.entries.keys()]).toEqual(['', 'old'])
  expect(first.changes.added).toEqual(['count-1'])
  expect(second?.changes.added).toEqual(['count-2'])
  expect(second?.changes.fates.get('count-1')).toBe('kept')
  expect(left).toEqual([])
})

test('only the experiments that are asked for are run', async () => {
  let runs = 0
  const count = fn('counts', () => {
    runs += 1
  })
  const { second, permuted } = await seen(count, {}, [])
  expect([runs, second, permuted]).toEqual([1, undefined, undefined])
})

test('the other order is asked for in a world of its own', async () => {
  const orders: string[] = []
  const roots = new Set<string>()
  const { permuted } = await seen(
    fn('notes', (homes, _required, root) => {
      orders.push(homes.map(home => home.slice(root.length + 1)).join(' '))
      roots.add(root)
    }),
  )
  expect(orders).toEqual(['a b', 'a b', 'b a'])
  expect(roots.size).toBe(2)
  expect(permuted?.report.claim).toBe('success')
})

test('the other order is asked for only where nothing is in the way', async () => {
  expect((await seen(builtIn, {})).permuted).toBeDefined()
  const inTheWay = await seen(builtIn, { a: dir({ projects: dir() }) })
  expect([inTheWay.expectation.world, inTheWay.permuted]).toEqual(['conflict', undefined])
  const locked = await seen(builtIn, { a: dir({}, { mode: 0o555 }) })
  expect([locked.expectation.world, locked.permuted]).toEqual(['impossible', undefined])
})

test('what has its homes written into it is not asked for another order', async () => {
  expect((await seen({ ...builtIn, acceptsRequest: false })).permuted).toBeUndefined()
})

test('success is probed: sharing that is broken is found by using it', async () => {
  const liar: Provision = (homes, required) => {
    for (const home of homes) mkdirSync(`${home}/${required[0]?.name}`, { recursive: true })
  }
  expect((await seen(fn('a liar', liar))).probe).toEqual([
    'a file written through `a/projects` cannot be read through `b/projects`',
    'a file written through `b/projects` cannot be read through `a/projects`',
  ])
  expect((await seen(builtIn)).probe).toEqual([])
  expect((await seen(builtIn, { a: dir({ projects: dir() }) })).probe).toBeUndefined()
})

test('a subject that links out of the world is not followed there', async () => {
  await using outside = await tempDir()
  const leaves: Provision = (homes, [link]) => {
    for (const home of homes) {
      mkdirSync(home)
      symlinkSync(outside.path, `${home}/${link?.name}`)
    }
  }
  const { probe } = await seen(fn('leaves', leaves), {}, [])
  expect(probe).toEqual(['`a/projects` leads out of the world', '`b/projects` leads out of the world'])
  expect(readdirSync(outside.path)).toEqual([])
  expect(existsSync(outside.path)).toBe(true)
})

test('a world with permissions in it is run as a user who obeys them, and comes back to root', async () => {
  const users: (number | undefined)[] = []
  const notes = fn('notes', ([home = '']) => {
    users.push(process.geteuid?.())
    writeFileSync(`${home}/x`, '')
  })
  const locked = await seen(notes, { a: dir({}, { mode: 0o555 }) }, [])
  expect(locked.first.report).toMatchObject({ claim: 'failure', output: expect.stringMatching(/^EACCES/) })
  expect(locked.before.entries.get('a')).toMatchObject({ uid: unprivileged, mode: 0o555 })
  const open = await seen(notes, { a: dir() }, [])
  expect(open.first.report.claim).toBe('success')
  expect(users).toEqual([unprivileged, process.getuid?.()])
  expect([process.geteuid?.(), locked.left, open.left]).toEqual([process.getuid?.(), [], []])
})

test('what a directory that may not be read holds is known, and its mode is as it was', async () => {
  const tree = { shared: dir({ x: file('x') }, { mode: 0 }) }
  const { before, first, left } = await seen(builtIn, tree, [])
  expect([...before.entries.keys()]).toContain('shared/x')
  expect(first.after.entries.get('shared')?.mode).toBe(0)
  expect(first.changes.fates.get('shared/x')).toBe('kept')
  expect(left).toEqual([])
})

test.each([
  ['throws', () => Promise.reject(new Error('a bug of the harness'))],
  [
    'removes its own world and throws',
    (root: string) => {
      rmSync(root, { recursive: true })
      return Promise.reject(new Error('gone'))
    },
  ],
])('the world is removed when the run itself %s', async (_, act) => {
  await using temp = await tempDir()
  const subject: Subject = { ...builtIn, run: ({ root }) => act(root) }
  const tree = { a: dir({ x: file('x') }, { mode: 0o555 }), out: linkTo(dirname(temp.path)) }
  await expect(observe(harnessOf(temp, subject), spec(tree), new Set(EVERY))).rejects.toThrow()
  expect(readdirSync(temp.path)).toEqual([])
})

test.each([
  ['removed', (root: string) => rmSync(root, { recursive: true })],
  ['moved away', (root: string) => renameSync(root, `${root}.bak`)],
  [
    'replaced by a link',
    (root: string) => {
      renameSync(root, `${root}.bak`)
      symlinkSync(`${root}.bak`, root)
    },
  ],
])('a world that the subject has itself %s is judged by what is left, which is nothing', async (_, act) => {
  const { first, second, left } = await seen(
    fn('removes', (_homes, _required, root) => act(root)),
    { x: file('x') },
    ['again'],
  )
  expect(first.changes.fates.get('x')).toBe('destroyed')
  expect(second?.changes.fates.size).toBe(1)
  expect(left).toEqual([])
})
