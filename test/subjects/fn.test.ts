import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import { dir } from '../../fixtures/tree.ts'
import { ensureForAccounts } from '../../src/index.ts'
import { fn, type Provision } from '../../src/subjects/fn.ts'
import { NOBODY } from '../../src/subjects/subject.ts'
import { site } from './job.ts'

const isRoot = process.getuid?.() === 0

async function run(provision: Provision) {
  await using s = await site()
  return { ...(await fn('under test', provision).run(s.job)), root: s.root }
}

test('a function that returns reports success', async () => {
  expect(await run(() => undefined)).toMatchObject({ claim: 'success', named: null, output: '', exit: null })
})

test('what a function returns says nothing: it fails by throwing', async () => {
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
  ['an object that is not to be read', Object.create(null), 'something that cannot be shown'],
])('a function that throws %s reports failure', async (_, thrown: unknown, output) => {
  const report = await run(() => {
    throw thrown
  })
  expect(report).toMatchObject({ claim: 'failure', output })
})

test('an async function is waited for, and its rejection is a failure', async () => {
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

test('a function is handed the homes, the links and the root', async () => {
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

test('an error that has findings names their paths', async () => {
  await using s = await site({ '.claude-compte1': dir({ projects: dir() }) })
  const report = await fn('ensureForAccounts', (homes, required) => ensureForAccounts(homes, required)).run(
    s.job,
  )
  expect(report).toMatchObject({ claim: 'failure', named: [`${s.root}/.claude-compte1/projects`] })
})

test('findings of another make name what they have of paths', async () => {
  const findings = [{ path: '/a' }, { path: 7 }, null, 'b', { where: '/c' }]
  expect((await run(() => Promise.reject(Object.assign(new Error(), { findings })))).named).toEqual(['/a'])
  expect((await run(() => Promise.reject(Object.assign(new Error(), { findings: 'x' })))).named).toBeNull()
})

test('HOME is the world while it runs, and what it was afterwards', async () => {
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

test('it is kept from what a mode forbids, by another user where root runs it, and root comes back', async () => {
  await using s = await site({ locked: dir({}, { mode: 0o555 }) })
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

test('what it does stays in the world', async () => {
  await using s = await site()
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
