import { describe, expect, it } from 'vitest'
import { absent, dir, fifo, file, linkTo, world } from '../../../fixtures/index.ts'
import { inspect } from '../../../src/reconciler/api.ts'
import { remedyOf } from '../../../src/reconciler/remedy/remedy.ts'
import { MERGE } from '../../../src/reconciler/remedy/shell.ts'
import { inWorld } from './run.ts'

const ONE = { homes: ['h'], links: [{ name: 'projects', target: 't' }] }
const HERE = { homes: ['h', 'k'], links: ONE.links }

describe('the text of a remedy', () => {
  it('is short if nothing can be lost', async () => {
    await using w = await world({ h: dir({ projects: fifo() }), k: absent, t: dir() }, HERE)
    expect(inspect(w.homes, w.required).map(finding => inWorld(w, remedyOf(finding)))).toEqual([
      '(umask 077 && mkdir -p -- {root}/k)',
      `from={root}/k/projects to={root}/t &&
(umask 077 && mkdir -p -- "$to") &&
ln -s -T -- "$to" "$from"`,
      `from={root}/h/projects to={root}/t &&
(umask 077 && mkdir -p -- "$to") &&
aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
mv -- "$from" "$aside/" &&
ln -s -T -- "$to" "$from"`,
    ])
  })

  it('copies readable files before it moves anything', async () => {
    await using w = await world({ h: dir({ projects: dir() }), t: dir() }, ONE)
    expect(inspect(w.homes, w.required).map(finding => inWorld(w, remedyOf(finding)))).toEqual([
      `from={root}/h/projects to={root}/t &&
(umask 077 && mkdir -p -- "$to") &&
${MERGE} &&
aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
mv -- "$from" "$aside/" &&
ln -s -T -- "$to" "$from" || { echo 'stopped, and nothing was lost: something in it differs from its namesake, cannot be read, or holds the shared target' >&2; false; }`,
    ])
  })

  it('copies nothing for a link that leads nowhere', async () => {
    await using w = await world({ h: dir({ projects: linkTo('projects') }), t: dir() }, ONE)
    expect(inspect(w.homes, w.required).map(finding => inWorld(w, remedyOf(finding)))).toEqual([
      `from={root}/h/projects to={root}/t &&
(umask 077 && mkdir -p -- "$to") &&
aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
mv -- "$from" "$aside/" &&
ln -s -T -- "$to" "$from"`,
    ])
  })

  it('leaves the decision to the operator if a file is read through the link', async () => {
    await using w = await world({ h: dir({ projects: linkTo('../f') }), f: file('x'), t: dir() }, ONE)
    expect(inspect(w.homes, w.required).map(finding => inWorld(w, remedyOf(finding)))).toEqual([
      'ls -l -- {root}/h/projects # decide where the entry that it leads to belongs, then remove the link yourself',
    ])
  })

  it.each([
    [
      'a link that leads nowhere',
      linkTo('gone'),
      `(umask 077 && mkdir -p -- "$(readlink -m -- {root}/h)") # unless a file system should be mounted there`,
    ],
    [
      'a link to itself',
      linkTo('h'),
      `from={root}/h &&
aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
mv -- "$from" "$aside/" &&
(umask 077 && mkdir -p -- "$from")`,
    ],
    [
      'a file',
      file('x'),
      `from={root}/h &&
aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
mv -- "$from" "$aside/" &&
(umask 077 && mkdir -p -- "$from")`,
    ],
  ])('makes a directory in place of a home that is %s', async (_, h, remedy) => {
    await using w = await world({ h, t: dir() }, ONE)
    expect(inspect(w.homes, w.required).map(finding => inWorld(w, remedyOf(finding)))).toEqual([remedy])
  })

  it('makes a directory in place of a parent that is a file', () => {
    const about = { home: '/p/h', name: null, target: null, there: { kind: 'file' } } as const
    expect(remedyOf({ ...about, code: 'parent-not-directory', role: 'parent', path: '/p' })).toBe(`from=/p &&
aside=$(mktemp -d -- "$from.aside.XXXXXX") &&
mv -- "$from" "$aside/" &&
(umask 077 && mkdir -p -- "$from")`)
  })

  it('only diagnoses a failure of the disk', () => {
    const about = {
      home: '/h',
      name: null,
      target: null,
      there: { kind: 'unknown' },
      cause: 'EACCES',
    } as const
    expect(remedyOf({ ...about, code: 'unreadable', role: 'home', path: '/h' })).toBe(
      'namei -l -- /h; df -h -- /; df -i -- /',
    )
    expect(remedyOf({ ...about, code: 'not-created', role: 'parent', path: '/p/h' })).toBe(
      'namei -l -- /p/h; df -h -- /p; df -i -- /p',
    )
  })
})
