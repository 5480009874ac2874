import { chmodSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { dir, linkTo } from '../../../fixtures/index.ts'
import { world } from '../../../fixtures/world.ts'
import { ensureForAccounts, inspect } from '../../../src/reconciler/api.ts'
import { perform, run } from '../../../src/reconciler/perform.ts'
import { reconcile } from '../../../src/reconciler/reconcile.ts'
import { messageOf } from '../../../src/reconciler/wording.ts'
import { expectAllKept, inWorld, planned, ran } from './run.ts'
import { failing, lineOf } from './script.ts'

const TWO = {
  homes: ['h', 'k'],
  links: [
    { name: 'env', target: 'e' },
    { name: 'projects', target: 't' },
  ],
}

const FAULTS: readonly (readonly [line: string, errno: string, message: string])[] = [
  [
    'stat {root}/t',
    'EACCES',
    '{root}/t (target of "projects") could not be read: EACCES (permission denied); expected a directory',
  ],
  [
    'lstat {root}/t',
    'EIO',
    '{root}/t (target of "projects") could not be read: EIO (the device reports an error); expected a directory',
  ],
  [
    'mkdir {root}/t',
    'ENOSPC',
    '{root}/t (target of "projects") could not be created: ENOSPC (no space or no inode is left); expected a directory',
  ],
  [
    'mkdir {root}/t',
    'EDQUOT',
    '{root}/t (target of "projects") could not be created: EDQUOT (the disk quota is used up); expected a directory',
  ],
  [
    'readlink {root}/h/projects',
    'EIO',
    '{root}/h/projects (link) could not be read: EIO (the device reports an error); expected a symlink to "{root}/t"',
  ],
  [
    'mkdir {root}/h',
    'EROFS',
    '{root}/h (home) could not be created: EROFS (the file system is read-only); expected a directory',
  ],
  [
    'symlink {root}/h/projects -> {root}/t',
    'EPERM',
    '{root}/h/projects (link) could not be created: EPERM (not permitted); expected a symlink to "{root}/t"',
  ],
  [
    'symlink {root}/h/projects -> {root}/t',
    'EBADMSG',
    '{root}/h/projects (link) could not be created: EBADMSG; expected a symlink to "{root}/t"',
  ],
]

describe.each(FAULTS)('when "%s" fails with %s', (line, errno, message) => {
  it('reports it with its cause, and makes all that does not depend on it', async () => {
    await using w = await world({}, TWO)
    const { findings } = run(reconcile(w, 'exact'), failing({ [line.replaceAll('{root}', w.root)]: errno }))
    expect(findings.map(finding => inWorld(w, messageOf(finding)))).toEqual([message])
    // A run without the fault has to make this path, and what leads to it or lies in it.
    const path = line.split(' ')[1] ?? ''
    const left = inspect(w.homes, w.required).map(finding => inWorld(w, finding.path))
    expect(left.filter(at => at !== path && !at.startsWith(`${path}/`) && !at.endsWith('/projects'))).toEqual(
      [],
    )
    ensureForAccounts(w.homes, w.required)
  })
})

describe('when a call fails that reads', () => {
  it.each([
    ['lstat {root}/h/projects', 'EIO', { h: dir({ projects: dir() }) }],
    ['readlink {root}/h', 'EIO', { h: linkTo('gone') }],
    ['readlink {root}/t', 'EACCES', { t: linkTo('gone') }],
  ])('does not guess after "%s"', async (line, errno, tree) => {
    await using w = await world(tree, TWO)
    const { findings } = run(reconcile(w, 'exact'), failing({ [line.replaceAll('{root}', w.root)]: errno }))
    expect(findings.map(({ code, path, cause }) => [code, inWorld(w, path), cause])).toEqual([
      ['unreadable', line.split(' ')[1], errno],
    ])
  })
})

describe('when any one call fails', () => {
  it('reports it or succeeds, loses nothing, and a run without the fault makes all right', async () => {
    await using probe = await world({ k: dir({ projects: linkTo('../t') }) }, TWO)
    const lines = new Set<string>()
    run(reconcile(probe, 'resolved'), call => {
      lines.add(lineOf(call).replaceAll(probe.root, '{root}'))
      return perform(call)
    })
    expect(lines.size).toBeGreaterThan(15)
    for (const line of lines) {
      for (const errno of ['EIO', 'EACCES', 'ENOSPC']) {
        await using w = await world({ k: dir({ projects: linkTo('../t') }) }, TWO)
        const before = w.snapshot()
        const stage = failing({ [line.replaceAll('{root}', w.root)]: errno })
        const { findings } = run(reconcile(w, 'resolved'), stage)
        expect(findings.length, `${line} ${errno}`).toBeGreaterThan(0)
        expectAllKept(before, w)
        ensureForAccounts(w.homes, w.required, { equality: 'resolved' })
      }
    }
  })
})

describe('as a user without permission', () => {
  it('does not take an unreadable entry for absent', async () => {
    await using w = await world({ h: dir({}, { mode: 0o000 }), k: dir() }, TWO)
    const messages = [
      '{root}/h/env (link) could not be read: EACCES (permission denied); expected a symlink to "{root}/e"',
      '{root}/h/projects (link) could not be read: EACCES (permission denied); expected a symlink to "{root}/t"',
    ]
    chmodSync(w.root, 0o777)
    chmodSync(w.path('k'), 0o777)
    const made = ['target {root}/e', 'target {root}/t', 'link {root}/k/env', 'link {root}/k/projects']
    asNobody(() => {
      expect(planned(w)).toEqual({ made, messages })
      expect(ran(w)).toEqual({ made, messages })
    })
  })

  it('reports each entry that it may not create', async () => {
    await using w = await world({ e: dir(), t: dir(), h: dir({}, { mode: 0o555 }), k: dir() }, TWO)
    chmodSync(w.path('k'), 0o777)
    asNobody(() =>
      expect(ran(w)).toEqual({
        made: ['link {root}/k/env', 'link {root}/k/projects'],
        messages: [
          '{root}/h/env (link) could not be created: EACCES (permission denied); expected a symlink to "{root}/e"',
          '{root}/h/projects (link) could not be created: EACCES (permission denied); expected a symlink to "{root}/t"',
        ],
      }),
    )
  })

  it('reports the parent that it may not read', async () => {
    await using w = await world(
      { p: dir({ deep: dir() }, { mode: 0o000 }), t: dir() },
      { homes: ['p/deep/h'], links: [{ name: 'projects', target: 't' }] },
    )
    asNobody(() =>
      expect(ran(w).messages).toEqual([
        '{root}/p/deep/h (home) could not be read: EACCES (permission denied); expected a directory',
      ]),
    )
  })
})

describe('a new directory', () => {
  it.each([
    [0o022, 0o700],
    [0o000, 0o700],
    [0o277, 0o500],
  ])('is private under umask %o', async (umask, mode) => {
    await using w = await world({}, { homes: ['p/h'], links: [{ name: 'projects', target: 'q/t' }] })
    const old = process.umask(umask)
    try {
      ran(w)
    } finally {
      process.umask(old)
    }
    const made = [...w.snapshot().entries].filter(([path, { type }]) => path !== '' && type === 'dir')
    for (const [path, entry] of made) expect([path, entry.mode]).toEqual([path, mode])
    expect(made.length).toBeGreaterThan(0)
  })
})

/** Runs a function as an unprivileged user, to whom permissions apply. */
function asNobody(act: () => void): void {
  if (process.geteuid?.() !== 0) {
    act()
    return
  }
  process.setegid?.(65534)
  process.seteuid?.(65534)
  try {
    act()
  } finally {
    process.seteuid?.(0)
    process.setegid?.(0)
  }
}
