import { mkdirSync, rmdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dir, linkTo, type Tree } from '../../../fixtures/index.ts'
import { type World, world } from '../../../fixtures/world.ts'
import { inspect } from '../../../src/reconciler/api.ts'
import type { Answer } from '../../../src/reconciler/call.ts'
import { MAX_LOOKS } from '../../../src/reconciler/look.ts'
import { run } from '../../../src/reconciler/perform.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import { messageOf } from '../../../src/reconciler/wording.ts'
import { inWorld } from './run.ts'
import { answering, byTurns, intruded } from './script.ts'

const ONE = { homes: ['h'], links: [{ name: 'projects', target: 't' }] }
const refused = 'refused to correct it, since that could lose data'

interface Race {
  readonly when: string
  readonly before: string
  readonly act: (w: World) => void
  readonly tree?: Tree
  readonly made: readonly string[]
  readonly messages?: readonly string[]
}

const both = ['target {root}/t', 'home {root}/h']
const RACES: readonly Race[] = [
  {
    when: 'the target is made just before its mkdir',
    before: 'mkdir {root}/t',
    act: w => mkdirSync(w.path('t')),
    made: ['home {root}/h', 'link {root}/h/projects'],
  },
  {
    when: 'the target is made between its stat and its lstat',
    before: 'lstat {root}/t',
    act: w => mkdirSync(w.path('t')),
    made: ['home {root}/h', 'link {root}/h/projects'],
  },
  {
    when: 'the target becomes a symlink to a directory between its stat and its lstat',
    before: 'lstat {root}/t',
    act: w => symlinkSync('e', w.path('t')),
    tree: { e: dir() },
    made: ['home {root}/h', 'link {root}/h/projects'],
  },
  {
    when: 'the target is a dangling symlink whose directory is made before it is looked at again',
    before: 'readlink {root}/t',
    act: w => mkdirSync(w.path('e')),
    tree: { t: linkTo('e') },
    made: ['home {root}/h', 'link {root}/h/projects'],
  },
  {
    when: 'the target is a dangling symlink that is gone before its text is read',
    before: 'readlink {root}/t',
    act: w => unlinkSync(w.path('t')),
    tree: { t: linkTo('e') },
    made: [...both, 'link {root}/h/projects'],
  },
  {
    when: 'a file comes to stand at the target just before its mkdir',
    before: 'mkdir {root}/t',
    act: w => writeFileSync(w.path('t'), 'x'),
    made: ['home {root}/h'],
    messages: [`{root}/t (target of "projects") is a file; expected a directory; ${refused}`],
  },
  {
    when: 'the home is made just before its mkdir',
    before: 'mkdir {root}/h',
    act: w => mkdirSync(w.path('h')),
    made: ['target {root}/t', 'link {root}/h/projects'],
  },
  {
    when: 'the home is gone again before its link is made',
    before: 'symlink {root}/h/projects -> {root}/t',
    act: w => rmdirSync(w.path('h')),
    made: [...both, 'home {root}/h', 'link {root}/h/projects'],
  },
  {
    when: 'the right link is made just before ours',
    before: 'symlink {root}/h/projects -> {root}/t',
    act: w => symlinkSync(w.path('t'), w.path('h/projects')),
    made: both,
  },
  {
    when: 'another link is made just before ours',
    before: 'symlink {root}/h/projects -> {root}/t',
    act: w => symlinkSync('gone', w.path('h/projects')),
    made: both,
    messages: [
      `{root}/h/projects (link) is a symlink to "gone", which does not exist; expected a symlink to "{root}/t"; ${refused}`,
    ],
  },
  {
    when: 'an agent makes a directory where the link belongs, just before ours',
    before: 'symlink {root}/h/projects -> {root}/t',
    act: w => mkdirSync(w.path('h/projects')),
    made: both,
    messages: [`{root}/h/projects (link) is a directory; expected a symlink to "{root}/t"; ${refused}`],
  },
  {
    when: 'what was in the way of the link is gone before it is looked at',
    before: 'lstat {root}/h/projects',
    act: w => rmdirSync(w.path('h/projects')),
    tree: { h: dir({ projects: dir() }), t: dir() },
    made: ['link {root}/h/projects'],
  },
  {
    when: 'a file in place of the home gives way to a directory before the home is looked at',
    before: 'stat {root}/h',
    act: w => {
      unlinkSync(w.path('h'))
      mkdirSync(w.path('h'))
    },
    tree: { h: { type: 'file', content: '' }, t: dir() },
    made: ['link {root}/h/projects'],
  },
]

describe.each(RACES)('when $when', ({ before, act, tree = {}, made, messages = [] }) => {
  it('looks again, and reports the entry that is there now', async () => {
    await using w = await world(tree, ONE)
    const noted: string[] = []
    const stage = intruded(before.replaceAll('{root}', w.root), () => act(w), noted)
    const outcome = run(reconcile(w, 'exact'), stage)
    expect(noted.map(line => inWorld(w, line))).toContain(before)
    expect(outcome.made.map(({ role, path }) => inWorld(w, `${role} ${path}`))).toEqual(made)
    expect(outcome.findings.map(finding => inWorld(w, messageOf(finding)))).toEqual(messages)
  })
})

describe('two at once', () => {
  it('both succeed in a clear world, in any order of their calls', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1), { maxLength: 40 }), async turns => {
        await using w = await world({}, { ...ONE, homes: ['p/h', 'p/k'] })
        const [a, b] = byTurns([reconcile(w, 'exact'), reconcile(w, 'exact')], turns)
        expect([a.findings, b.findings]).toEqual([[], []])
        expect(inspect(w.homes, w.required)).toEqual([])
        const made = [...a.made, ...b.made].map(({ path }) => inWorld(w, path)).sort()
        expect(made).toEqual([
          ...[
            '{root}/p',
            '{root}/p/h',
            '{root}/p/h/projects',
            '{root}/p/k',
            '{root}/p/k/projects',
            '{root}/t',
          ],
        ])
      }),
      { numRuns: 100 },
    )
  })
})

describe('looking again is bounded', () => {
  const there: Answer = { kind: 'directory', id: '1' }
  const absent: Answer = { errno: 'ENOENT' }
  const request = { homes: ['/h'], required: [{ name: 'n', target: '/t' }] }

  it('reports that a link keeps changing, when it differs at each look', () => {
    const flicker = Array.from({ length: MAX_LOOKS }, () => [
      ['readlink /h/n', { errno: 'EINVAL' }] as const,
      ['lstat /h/n', absent] as const,
    ]).flat()
    const { findings } = run(reconcile(request, 'exact'), answering([['stat /t', there], ...flicker]))
    expect(findings.map(messageOf)).toEqual([
      '/h/n (link) could not be read: EAGAIN (another process keeps changing it); expected a symlink to "/t"',
    ])
  })

  it('reports the errno of the last attempt, when each attempt failed and no look found an entry', () => {
    const flicker = Array.from({ length: MAX_LOOKS }, () => [
      ['readlink /h/n', absent] as const,
      ['stat /h', there] as const,
      ['symlink /h/n -> /t', { errno: 'EEXIST' }] as const,
    ]).flat()
    const { findings } = run(reconcile(request, 'exact'), answering([['stat /t', there], ...flicker]))
    expect(findings.map(messageOf)).toEqual([
      '/h/n (link) could not be created: EEXIST (each attempt found an entry that was gone at the next look); expected a symlink to "/t"',
    ])
  })

  it('reports a file system on which nothing can be created', () => {
    const { findings } = run(
      reconcile({ homes: ['/proc'], required: [{ name: 'n', target: '/proc/no-such-thing' }] }, 'exact'),
      call => (call.path.startsWith('/proc/') ? absent : call.call === 'stat' ? there : absent),
    )
    expect(findings.map(messageOf)).toEqual([
      '/proc/no-such-thing (target of "n") could not be created: ENOENT (its directory exists, but nothing can be created in it); expected a directory',
    ])
  })

  it('ends on a disk without a root directory', () => {
    const { findings } = run(reconcile(request, 'exact'), () => absent)
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual(['not-created /', 'not-created /'])
  })
})
