import { describe, expect, it } from 'vitest'
import { dir, fifo, file, linkTo, type Tree, type World, world } from '../../../fixtures/index.ts'
import type { Answer, Call } from '../../../src/reconciler/call.ts'
import { perform, type Stage } from '../../../src/reconciler/perform.ts'
import { rehearse } from '../../../src/reconciler/rehearse.ts'
import { inWorld } from './run.ts'

interface Case {
  readonly when: string
  readonly tree?: Tree
  /** A call as one line, and its answer: `symlink l -> t`, `done`. */
  readonly calls: readonly (readonly [line: string, answer: string])[]
}

const LONG = 'n'.repeat(256)

/** Returns a chain of links, each to the next; the last leads to `end`. */
function chain(length: number): [string, string][] {
  return Array.from({ length }, (_, i) => [
    `symlink c${i} -> ${i === length - 1 ? 'end' : `c${i + 1}`}`,
    'done',
  ])
}

const CASES: readonly Case[] = [
  {
    when: 'a directory is made',
    calls: [
      ['lstat a', 'ENOENT'],
      ['mkdir a', 'done'],
      ['lstat a', 'directory'],
      ['stat a', 'directory'],
      ['readlink a', 'EINVAL'],
      ['mkdir a', 'EEXIST'],
      ['symlink a -> x', 'EEXIST'],
      ['lstat a/x', 'ENOENT'],
      ['lstat ab', 'ENOENT'],
    ],
  },
  {
    when: 'what stands next to a directory has the name of what is looked for in it',
    tree: { f: file('x') },
    calls: [
      ['mkdir a', 'done'],
      ['lstat a/f', 'ENOENT'],
      ['readlink a/f', 'ENOENT'],
      ['mkdir a/f', 'done'],
    ],
  },
  {
    when: 'a symlink is made to what is made after it',
    calls: [
      ['symlink l -> t', 'done'],
      ['lstat l', 'symlink'],
      ['readlink l', 't'],
      ['stat l', 'ENOENT'],
      ['mkdir l', 'EEXIST'],
      ['symlink l -> x', 'EEXIST'],
      ['mkdir l/x', 'ENOENT'],
      ['mkdir t', 'done'],
      ['stat l', 'directory'],
      ['mkdir l/x', 'done'],
      ['lstat t/x', 'directory'],
      ['stat l/x', 'directory'],
      ['readlink l/x', 'EINVAL'],
      ['mkdir t/x', 'EEXIST'],
    ],
  },
  {
    when: 'a symlink is made with an absolute text',
    calls: [
      ['mkdir a', 'done'],
      ['symlink a/l -> {root}/t', 'done'],
      ['stat a/l', 'ENOENT'],
      ['mkdir t', 'done'],
      ['stat a/l', 'directory'],
      ['mkdir a/l/x', 'done'],
      ['stat t/x', 'directory'],
      ['readlink a/l', '{root}/t'],
    ],
  },
  {
    when: 'a symlink has dots and doubled slashes in its text',
    calls: [
      ['mkdir a', 'done'],
      ['mkdir a/b', 'done'],
      ['symlink a/b/l -> ..//./../a/', 'done'],
      ['stat a/b/l', 'directory'],
      ['mkdir a/b/l/x', 'done'],
      ['stat a/x', 'directory'],
    ],
  },
  {
    when: 'dots go back from what is made',
    calls: [
      ['mkdir a', 'done'],
      ['mkdir a/b', 'done'],
      ['stat a/b/..', 'directory'],
      ['stat a/./b', 'directory'],
      ['lstat a/../a/b', 'directory'],
      ['stat a/x/..', 'ENOENT'],
      ['stat a/x/.', 'ENOENT'],
      ['mkdir a/b/../c', 'done'],
      ['lstat a/c', 'directory'],
      ['stat a/../../../../../../../../..', 'directory'],
      ['symlink l -> a', 'done'],
      ['stat l/../a', 'directory'],
    ],
  },
  {
    when: 'a file is in the way',
    tree: { f: file('x'), p: fifo() },
    calls: [
      ['mkdir a', 'done'],
      ['symlink g -> f', 'done'],
      ['stat g', 'file'],
      ['lstat g', 'symlink'],
      ['stat f/x', 'ENOTDIR'],
      ['mkdir f/x', 'ENOTDIR'],
      ['stat g/x', 'ENOTDIR'],
      ['mkdir g/x', 'ENOTDIR'],
      ['stat g/..', 'ENOTDIR'],
      ['stat f/../a', 'ENOTDIR'],
      ['symlink q -> p', 'done'],
      ['stat q/.', 'ENOTDIR'],
      ['readlink p', 'EINVAL'],
      ['mkdir f', 'EEXIST'],
    ],
  },
  {
    when: 'links are made in a loop',
    calls: [
      ['symlink one -> two', 'done'],
      ['symlink two -> one', 'done'],
      ['stat one', 'ELOOP'],
      ['lstat one', 'symlink'],
      ['readlink one', 'two'],
      ['stat one/x', 'ELOOP'],
      ['mkdir one/x', 'ELOOP'],
      ['mkdir one', 'EEXIST'],
    ],
  },
  {
    when: 'forty links lead on, as many as the kernel follows',
    calls: [...chain(40), ['mkdir end', 'done'], ['stat c0', 'directory'], ['mkdir c0/x', 'done']],
  },
  {
    when: 'there is one link more than the kernel follows',
    calls: [
      ...chain(41),
      ['mkdir end', 'done'],
      ['stat c0', 'ELOOP'],
      ['stat c1', 'directory'],
      ['lstat c0/x', 'ELOOP'],
    ],
  },
  {
    when: 'links of the disk lead to what is made',
    tree: { l: linkTo('t'), far: linkTo('{root}/t/x'), d: dir({ up: linkTo('..') }) },
    calls: [
      ['stat l', 'ENOENT'],
      ['mkdir l/x', 'ENOENT'],
      ['mkdir t', 'done'],
      ['stat l', 'directory'],
      ['lstat l', 'symlink'],
      ['readlink l', 't'],
      ['stat far', 'ENOENT'],
      ['mkdir l/x', 'done'],
      ['stat far', 'directory'],
      ['lstat t/x', 'directory'],
      ['stat d/up/t', 'directory'],
      ['lstat d/up/l', 'symlink'],
      ['mkdir l', 'EEXIST'],
      ['stat l/x/y', 'ENOENT'],
    ],
  },
  {
    when: 'parents are missing',
    calls: [
      ['mkdir x/y', 'ENOENT'],
      ['symlink x/l -> t', 'ENOENT'],
      ['lstat x/y', 'ENOENT'],
      ['mkdir x', 'done'],
      ['mkdir x/y', 'done'],
      ['symlink x/y/l -> gone/deep', 'done'],
      ['stat x/y/l', 'ENOENT'],
      ['mkdir x/y/l/z', 'ENOENT'],
      ['readlink x/y/z', 'ENOENT'],
      ['readlink x/z/y', 'ENOENT'],
    ],
  },
  {
    when: 'a name is too long for the disk',
    calls: [
      ['mkdir a', 'done'],
      ['mkdir a/b', 'done'],
      [`lstat a/${LONG}`, 'ENAMETOOLONG'],
      [`stat a/b/${LONG}`, 'ENAMETOOLONG'],
      [`readlink a/b/${LONG}`, 'ENAMETOOLONG'],
      [`mkdir a/b/${LONG}`, 'ENAMETOOLONG'],
      [`symlink a/b/${LONG} -> x`, 'ENAMETOOLONG'],
      [`stat a/b/${LONG}/x`, 'ENAMETOOLONG'],
      [`symlink a/l -> ${LONG}`, 'done'],
      ['stat a/l', 'ENAMETOOLONG'],
    ],
  },
]

describe.each(CASES)('when $when', ({ tree = {}, calls }) => {
  const stages = [
    ['rehearsed', rehearse],
    ['done', () => perform],
  ] as const
  it.each(stages)('each call answers as on the disk, %s', async (_, make) => {
    await using w = await world(tree)
    const before = w.snapshot()
    const stage: Stage = make()
    const came = calls.map(([line]) => [line, inWorld(w, inWords(stage(callOf(line, w))))])
    expect(came).toEqual(calls)
    if (stage !== perform) expect(w.snapshot()).toEqual(before)
  })
})

describe('a remembered entry', () => {
  it('is the same through every path that leads to it', async () => {
    await using w = await world({ l: linkTo('t') })
    const stage = rehearse()
    const idOf = (line: string) => {
      const answer = stage(callOf(line, w))
      return 'id' in answer ? answer.id : answer
    }
    for (const line of ['mkdir t', 'mkdir u', 'symlink m -> t']) stage(callOf(line, w))
    expect(idOf('stat l')).toBe(idOf('lstat t'))
    expect(idOf('stat m')).toBe(idOf('lstat t'))
    expect(idOf('lstat m')).not.toBe(idOf('lstat t'))
    expect(idOf('lstat u')).not.toBe(idOf('lstat t'))
  })
})

function callOf(line: string, w: World): Call {
  const [, name = '', path = '', text] = /^(\w+) (\S+)(?: -> (.*))?$/.exec(line) ?? []
  const at = { path: w.path(path) }
  switch (name) {
    case 'lstat':
    case 'stat':
    case 'readlink':
    case 'mkdir':
      return { call: name, ...at }
    default:
      return { call: 'symlink', text: (text ?? '').replaceAll('{root}', w.root), ...at }
  }
}

function inWords(answer: Answer): string {
  if ('errno' in answer) return answer.errno
  if ('kind' in answer) return answer.kind
  return 'text' in answer
    ? answer.text
    : Object.keys(answer)
        .filter(key => Reflect.get(answer, key) === true)
        .join()
}
