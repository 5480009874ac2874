import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/reconciler/call.ts'
import type { Equality } from '../../../src/reconciler/link.ts'
import { run } from '../../../src/reconciler/perform.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import { messageOf } from '../../../src/reconciler/wording.ts'
import { answering, lineOf } from './script.ts'

type Answers = readonly (readonly [line: string, answer: Answer])[]

const there: Answer = { kind: 'directory', id: '1' }
const made: Answer = { done: true }
const absent: Answer = { errno: 'ENOENT' }
const blocked: Answer = { kind: 'file', id: '2' }
const link: Answer = { kind: 'symlink', id: '3' }
const homeIsThere: Answers = [
  ['readlink /h/n', absent],
  ['stat /h', there],
  ['symlink /h/n -> /t', made],
]
const homeAlone: Answers = homeIsThere.slice(0, 2)
const LOOKED = 'could not be read'

describe('when a call fails', () => {
  const request = { homes: ['/h'], required: [{ name: 'n', target: '/t' }] }
  const about = { role: 'target', path: '/t', home: null, name: 'n', target: '/t' }

  it('an entry that cannot be read is unknown', () => {
    const stage = answering([['stat /t', { errno: 'EIO' }], ...homeAlone])
    expect(run(reconcile(request, 'exact'), stage).findings).toEqual([
      { ...about, code: 'unreadable', there: { kind: 'unknown' }, cause: 'EIO' },
    ])
  })

  it('there is nothing at a path that cannot be created', () => {
    const stage = answering([
      ...([
        ['stat /t', absent],
        ['lstat /t', absent],
        ['stat /', there],
      ] as const),
      ['mkdir /t', { errno: 'EROFS' }],
      ...homeAlone,
    ])
    expect(run(reconcile(request, 'exact'), stage).findings).toEqual([
      { ...about, code: 'not-created', there: { kind: 'nothing' }, cause: 'EROFS' },
    ])
  })

  it('it is not retried forever on a disk that loses new entries', () => {
    const lines: string[] = []
    const { made } = run(reconcile(request, 'exact'), call => {
      lines.push(lineOf(call))
      if (call.call === 'mkdir') return { done: true }
      if (call.path === '/t') return blocked
      return call.path === '/' ? there : absent
    })
    expect(lines.filter(line => line === 'mkdir /h')).toHaveLength(2)
    expect(made).toHaveLength(2)
  })
})

interface Script {
  readonly when: string
  readonly equality?: Equality
  readonly answers: Answers
  readonly messages?: readonly string[]
}

const SCRIPTS: readonly Script[] = [
  {
    when: 'the disk is full, it is not asked again',
    answers: [
      ...([
        ['stat /t', absent],
        ['lstat /t', absent],
        ['stat /', there],
      ] as const),
      ['mkdir /t', { errno: 'ENOSPC' }],
      ...([
        ['readlink /h/n', absent],
        ['stat /h', there],
      ] as const),
    ],
    messages: [
      '/t (target of "n") could not be created: ENOSPC (no space or no inode is left); expected a directory',
    ],
  },
  {
    when: 'a link may not be made, it is not tried again',
    answers: [
      ...([
        ['stat /t', there],
        ['readlink /h/n', absent],
        ['stat /h', there],
      ] as const),
      ['symlink /h/n -> /t', { errno: 'EACCES' }],
    ],
    messages: ['/h/n (link) could not be created: EACCES (permission denied); expected a symlink to "/t"'],
  },
  {
    when: 'a target is another thing at each look',
    answers: [
      ...Array.from(
        { length: 8 },
        () =>
          [
            ['stat /t', blocked],
            ['lstat /t', absent],
          ] as const,
      ).flat(),
      ...([
        ['readlink /h/n', absent],
        ['stat /h', there],
      ] as const),
    ],
    messages: [
      `/t (target of "n") ${LOOKED}: EAGAIN (another process keeps changing it); expected a directory`,
    ],
  },
  {
    when: 'what stands there becomes another kind between two looks, it is looked at again',
    answers: [
      ['stat /t', blocked],
      ['lstat /t', { kind: 'FIFO', id: '4' }],
      ['stat /t', there],
      ...homeIsThere,
    ],
  },
  {
    when: 'nothing was there and then something, it is looked at again',
    answers: [['stat /t', absent], ['lstat /t', blocked], ['stat /t', there], ...homeIsThere],
  },
  {
    when: 'a symlink becomes something else before it is read, it is looked at again',
    answers: [
      ...([
        ['stat /t', absent],
        ['lstat /t', link],
        ['readlink /t', { errno: 'EINVAL' }],
      ] as const),
      ['stat /t', there],
      ...homeIsThere,
    ],
  },
  {
    when: 'where a symlink leads cannot be told the second time, it is not guessed',
    answers: [
      ...([
        ['stat /t', absent],
        ['lstat /t', link],
        ['readlink /t', { text: 'x' }],
      ] as const),
      ['stat /t', { errno: 'EIO' }],
      ...([
        ['readlink /h/n', absent],
        ['stat /h', there],
      ] as const),
    ],
    messages: [`/t (target of "n") ${LOOKED}: EIO (the device reports an error); expected a directory`],
  },
  {
    when: 'where a symlink leads a directory has been made meanwhile, it is there',
    answers: [
      ...([
        ['stat /t', absent],
        ['lstat /t', link],
        ['readlink /t', { text: 'x' }],
        ['stat /t', there],
      ] as const),
      ['readlink /h/n', { text: '/t' }],
    ],
  },
  {
    when: 'the home was no directory and is one now, its link is looked for again',
    answers: [
      ...([
        ['stat /t', { errno: 'EACCES' }],
        ['readlink /h/n', { errno: 'ENOTDIR' }],
        ['stat /h', there],
      ] as const),
      ...([
        ['readlink /h/n', { text: 'x' }],
        ['stat /h/n', there],
      ] as const),
    ],
    messages: [
      `/t (target of "n") ${LOOKED}: EACCES (permission denied); expected a directory`,
      '/h/n (link) is a symlink to "x", which is a directory; expected a symlink to "/t"; refused to correct it, since that could lose data',
    ],
  },
  {
    when: 'where a link leads cannot be told, it is refused all the same',
    answers: [
      ...([
        ['stat /t', there],
        ['readlink /h/n', { text: 'x' }],
        ['stat /h/n', { errno: 'EACCES' }],
      ] as const),
    ],
    messages: [
      '/h/n (link) is a symlink to "x", which could not be read; expected a symlink to "/t"; refused to correct it, since that could lose data',
    ],
  },
  {
    when: 'where a link leads cannot be told, and it counts, it is not guessed',
    equality: 'resolved',
    answers: [
      ...([
        ['stat /t', there],
        ['readlink /h/n', { text: 'x' }],
        ['stat /h/n', { errno: 'EACCES' }],
      ] as const),
      ['stat /t', there],
    ],
    messages: [`/h/n (link) ${LOOKED}: EACCES (permission denied); expected a symlink to "/t"`],
  },
  {
    when: 'the target cannot be looked at again, it is not guessed',
    equality: 'resolved',
    answers: [
      ...([
        ['stat /t', there],
        ['readlink /h/n', { text: 'x' }],
        ['stat /h/n', there],
      ] as const),
      ['stat /t', { errno: 'EIO' }],
    ],
    messages: [`/h/n (link) ${LOOKED}: EIO (the device reports an error); expected a symlink to "/t"`],
  },
  {
    when: 'a link leads to the target, it is right',
    equality: 'resolved',
    answers: [
      ...([
        ['stat /t', there],
        ['readlink /h/n', { text: 'x' }],
        ['stat /h/n', there],
      ] as const),
      ['stat /t', there],
    ],
  },
  {
    when: 'both have become one and the same file, the link is refused',
    equality: 'resolved',
    answers: [
      ...([
        ['stat /t', there],
        ['readlink /h/n', { text: 'x' }],
        ['stat /h/n', blocked],
      ] as const),
      ['stat /t', blocked],
    ],
    messages: [
      '/h/n (link) is a symlink to "x", which is a file; expected a symlink to "/t"; refused to correct it, since that could lose data',
    ],
  },
  {
    when: 'the target is not ready, it is not asked where it leads',
    equality: 'resolved',
    answers: [
      ...([
        ['stat /t', { errno: 'EACCES' }],
        ['readlink /h/n', { text: 'x' }],
        ['stat /h/n', there],
      ] as const),
    ],
    messages: [
      `/t (target of "n") ${LOOKED}: EACCES (permission denied); expected a directory`,
      '/h/n (link) is a symlink to "x", which is a directory; expected a symlink to "/t"; refused to correct it, since that could lose data',
    ],
  },
  {
    when: 'something stood at the link that cannot be looked at, it is not guessed',
    answers: [
      ...([
        ['stat /t', there],
        ['readlink /h/n', { errno: 'EINVAL' }],
        ['lstat /h/n', { errno: 'EIO' }],
      ] as const),
    ],
    messages: [`/h/n (link) ${LOOKED}: EIO (the device reports an error); expected a symlink to "/t"`],
  },
  {
    when: 'what stood at the link is a symlink by now, it is read again',
    answers: [
      ...([
        ['stat /t', there],
        ['readlink /h/n', { errno: 'EINVAL' }],
        ['lstat /h/n', link],
      ] as const),
      ['readlink /h/n', { text: '/t' }],
    ],
  },
]

describe('when', () => {
  it.each(SCRIPTS)('$when', ({ equality = 'exact', answers, messages = [] }) => {
    const request = { homes: ['/h'], required: [{ name: 'n', target: '/t' }] }
    let asked = 0
    const stage = answering(answers)
    const { findings } = run(reconcile(request, equality), call => {
      asked += 1
      return stage(call)
    })
    expect(findings.map(messageOf)).toEqual(messages)
    expect(asked).toBe(answers.length)
  })
})
