import { lstatSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dir, fifo, file, linkTo, socket, world } from '../../../fixtures/index.ts'
import { perform } from '../../../src/reconciler/perform.ts'

describe('a performed call', () => {
  it.each([
    ['a directory', dir(), 'directory', 'directory'],
    ['a file', file(''), 'file', 'file'],
    ['a symlink to a directory', linkTo('d'), 'symlink', 'directory'],
    ['a FIFO', fifo(), 'FIFO', 'FIFO'],
    ['a socket', socket(), 'socket', 'socket'],
  ] as const)('reports %s, and the entry that it leads to', async (_, entry, own, led) => {
    await using w = await world({ d: dir(), x: entry })
    expect(perform({ call: 'lstat', path: w.path('x') })).toMatchObject({ kind: own })
    expect(perform({ call: 'stat', path: w.path('x') })).toMatchObject({ kind: led })
  })

  it('reports a device', () => {
    expect(perform({ call: 'lstat', path: '/dev/null' })).toMatchObject({ kind: 'device' })
  })

  it('distinguishes an entry from all others', async () => {
    await using w = await world({ x: file('') })
    const { dev, ino } = lstatSync(w.path('x'), { bigint: true })
    expect(perform({ call: 'lstat', path: w.path('x') })).toEqual({ kind: 'file', id: `${dev}:${ino}` })
  })

  it('answers with the errno if it fails', async () => {
    await using w = await world({ x: file('') })
    expect(perform({ call: 'lstat', path: w.path('gone') })).toEqual({ errno: 'ENOENT' })
    expect(perform({ call: 'stat', path: w.path('gone') })).toEqual({ errno: 'ENOENT' })
    expect(perform({ call: 'stat', path: w.path('x/y') })).toEqual({ errno: 'ENOTDIR' })
    expect(perform({ call: 'readlink', path: w.path('x') })).toEqual({ errno: 'EINVAL' })
    expect(perform({ call: 'mkdir', path: w.path('x') })).toEqual({ errno: 'EEXIST' })
    expect(perform({ call: 'symlink', text: 'y', path: w.path('x') })).toEqual({ errno: 'EEXIST' })
  })

  it('answers that it is done, or with a link’s text', async () => {
    await using w = await world({})
    expect(perform({ call: 'mkdir', path: w.path('d') })).toEqual({ done: true })
    expect(perform({ call: 'symlink', text: 'd', path: w.path('l') })).toEqual({ done: true })
    expect(perform({ call: 'readlink', path: w.path('l') })).toEqual({ text: 'd' })
  })

  it('rethrows errors that are not from the disk', () => {
    expect(() => perform({ call: 'lstat', path: '/\0' })).toThrow(/null bytes/)
  })
})
