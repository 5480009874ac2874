import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { dir } from '../../../fixtures/tree.ts'
import { ensureForAccounts } from '../../../src/index.ts'
import { fn, type Provision } from '../../../src/subjects/fn.ts'
import { NOBODY } from '../../../src/subjects/user.ts'
import { buildWorld } from '../../judging/built-world.ts'

const isRoot = process.getuid?.() === 0

async function run(provision: Provision) {
  await using s = await buildWorld()
  return { ...(await fn('under test', provision).run(s.job)), root: s.root }
}

test('a function that returns reports success', async () => {
  expect(await run(() => undefined)).toMatchObject({ claim: 'success', named: null, output: '', exit: null })
})

test('what a function returns is ignored: it fails by throwing', async () => {
  expect(await run(() => false)).toMatchObject({ claim: 'success' })
})

test('a function that throws reports failure, with the message as its output', async () => {
  const report = await run(() => {
    throw new Error('refused')
  })
  expect(report).toMatchObject({ claim: 'failure', named: null, output: 'refused', exit: null })
})

test.each([
  ['a text', 'refused', 'refused'],
  ['nothing', undefined, 'undefined'],
  ['null', null, 'null'],
  ['a number', 7, '7'],
  ['a symbol', Symbol('refused'), 'Symbol(refused)'],
  ['an object without a prototype', Object.create(null), 'something that cannot be shown'],
])('a function that throws %s reports failure', async (_, thrown: unknown, output) => {
  const report = await run(() => {
    throw thrown
  })
  expect(report).toMatchObject({ claim: 'failure', output })
})

test('a message of more than 64 KiB is cut', async () => {
  const report = await run(() => {
    throw new Error('é'.repeat(100_000))
  })
  expect(report).toMatchObject({ claim: 'failure', output: 'é'.repeat(32 * 1024) })
})

test('an async function is awaited, and its rejection is a failure', async () => {
  let isDone = false
  await run(async () => {
    await sleep(20)
    isDone = true
  })
  expect(isDone).toBe(true)
  expect(await run(() => Promise.reject(new Error('later')))).toMatchObject({
    claim: 'failure',
    output: 'later',
  })
})

test('a function receives the homes, the links and the root', async () => {
  const seen: unknown[] = []
  const { root } = await run((...args) => seen.push(...args))
  expect(seen).toEqual([
    [`${root}/.claude-compte1`, `${root}/.claude-compte2`],
    [
      { name: 'session-env', target: `${root}/.claude-session-env-shared` },
      { name: 'file-history', target: `${root}/.claude-file-history-shared` },
      { name: 'projects', target: `${root}/.claude-projects-shared` },
    ],
    root,
  ])
})

test("the paths of an error's findings are named", async () => {
  await using s = await buildWorld({ '.claude-compte1': dir({ projects: dir() }) })
  const report = await fn('ensureForAccounts', (homes, required) => ensureForAccounts(homes, required)).run(
    s.job,
  )
  expect(report).toMatchObject({ claim: 'failure', named: [`${s.root}/.claude-compte1/projects`] })
})

test('of findings of any other shape, the paths are named', async () => {
  const findings = [{ path: '/a' }, { path: 7 }, null, 'b', { where: '/c' }]
  expect((await run(() => Promise.reject(Object.assign(new Error(), { findings })))).named).toEqual(['/a'])
  expect((await run(() => Promise.reject(Object.assign(new Error(), { findings: 'x' })))).named).toBeNull()
})

test('HOME is the world while it runs, and is restored afterwards', async () => {
  vi.stubEnv('HOME', '/home/me')
  const seen: unknown[] = []
  const { root } = await run(async () => {
    seen.push(process.env['HOME'])
    await sleep(1)
    seen.push(process.env['HOME'])
    throw new Error()
  })
  expect(seen).toEqual([root, root])
  expect(process.env['HOME']).toBe('/home/me')
  vi.stubEnv('HOME', undefined)
  await run(() => undefined)
  expect(process.env).not.toHaveProperty('HOME')
  vi.unstubAllEnvs()
})

test('modes restrict it: under root it runs as another user, and root is restored', async () => {
  await using s = await buildWorld({ locked: dir({}, { mode: 0o555 }) })
  const subject = fn('writes', (_homes, _required, root) => {
    try {
      writeFileSync(`${root}/locked/new`, '')
    } catch (error) {
      throw new Error(errnoOf(error))
    }
  })
  expect(subject.permissions).toBe(isRoot ? 'as-user' : 'always')
  expect(await subject.run({ ...s.job, user: isRoot ? NOBODY : null })).toMatchObject({ output: 'EACCES' })
  expect([process.geteuid?.(), process.getegid?.()]).toEqual([process.getuid?.(), process.getgid?.()])
})

test('what it changes stays in the world', async () => {
  await using s = await buildWorld()
  await fn('links', ([home = ''], [link], root) => {
    mkdirSync(home)
    symlinkSync(link?.target ?? '', `${home}/${link?.name}`)
    writeFileSync(`${root}/log`, 'linked\n')
  }).run(s.job)
  expect(s.root).toMatchTree({
    '.claude-compte1': dir({
      'session-env': { type: 'link', text: '{root}/.claude-session-env-shared' },
    }),
    log: { type: 'file', content: 'linked\n' },
  })
})

test('a run leaves the working directory as it was', async () => {
  const before = process.cwd()
  try {
    await run((_homes, _required, root) => process.chdir(root))
    expect(process.cwd()).toBe(before)
  } finally {
    process.chdir(before)
  }
})

test('a function that calls process.exit fails, and ends no process', async () => {
  const before = process.exit
  expect(await run(() => process.exit(0))).toMatchObject({
    claim: 'failure',
    output: 'process.exit(0) was called in a run of this process',
  })
  expect(process.exit).toBe(before)
})
