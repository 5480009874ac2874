import { describe, expect, it } from 'vitest'
import type { Finding } from '../../../src/reconciler/finding.ts'
import { actualOf, expectedOf, messageOf, summaryOf } from '../../../src/reconciler/wording.ts'

const link: Finding = {
  code: 'divergent-link',
  role: 'link',
  path: '/h/n',
  home: '/h',
  name: 'n',
  target: '/t',
  there: { kind: 'nothing' },
}
const home: Finding = {
  ...link,
  code: 'home-not-directory',
  role: 'home',
  path: '/h',
  name: null,
  target: null,
}
const target: Finding = { ...link, code: 'target-not-directory', role: 'target', path: '/t', home: null }
const refused = 'refused to correct it, since that could lose data'

const MESSAGES: readonly (readonly [finding: Finding, message: string])[] = [
  [{ ...link, code: 'link-missing' }, '/h/n (link) is missing; expected a symlink to "/t"'],
  [{ ...home, code: 'home-missing' }, '/h (home) is missing; expected a directory'],
  [{ ...target, code: 'target-missing' }, '/t (target of "n") is missing; expected a directory'],
  [
    { ...link, code: 'blocked-link', there: { kind: 'device' } },
    `/h/n (link) is a device; expected a symlink to "/t"; ${refused}`,
  ],
  [{ ...home, there: { kind: 'socket' } }, `/h (home) is a socket; expected a directory; ${refused}`],
  [
    { ...home, code: 'parent-not-directory', role: 'parent', path: '/', there: { kind: 'file' } },
    `/ (parent of home "/h") is a file; expected a directory; ${refused}`,
  ],
  [
    { ...target, code: 'parent-not-directory', role: 'parent', path: '/', there: { kind: 'file' } },
    `/ (parent of target "/t") is a file; expected a directory; ${refused}`,
  ],
  ...(
    [
      ['nothing', 'does not exist'],
      ['a loop', 'is a loop'],
      ['unknown', 'could not be read'],
      ['directory', 'is a directory'],
      ['FIFO', 'is a FIFO'],
    ] as const
  ).map(
    ([leadsTo, words]) =>
      [
        { ...link, there: { kind: 'symlink', text: '../x', leadsTo } },
        `/h/n (link) is a symlink to "../x", which ${words}; expected a symlink to "/t"; ${refused}`,
      ] as const,
  ),
  ...(
    [
      ['EACCES', 'EACCES (permission denied)'],
      ['EAGAIN', 'EAGAIN (another process keeps changing it)'],
      ['EDQUOT', 'EDQUOT (the disk quota is used up)'],
      ['EEXIST', 'EEXIST (each attempt found an entry that was gone at the next look)'],
      ['EIO', 'EIO (the device reports an error)'],
      ['ELOOP', 'ELOOP (the path goes through too many links)'],
      ['ENAMETOOLONG', 'ENAMETOOLONG (the name is too long)'],
      ['ENOENT', 'ENOENT (its directory exists, but nothing can be created in it)'],
      ['ENOSPC', 'ENOSPC (no space or no inode is left)'],
      ['EPERM', 'EPERM (not permitted)'],
      ['EROFS', 'EROFS (the file system is read-only)'],
      ['EBADF', 'EBADF'],
    ] as const
  ).flatMap(
    ([cause, words]) =>
      [
        [
          { ...link, code: 'not-created', cause },
          `/h/n (link) could not be created: ${words}; expected a symlink to "/t"`,
        ],
        [
          { ...link, code: 'unreadable', there: { kind: 'unknown' }, cause },
          `/h/n (link) could not be read: ${words}; expected a symlink to "/t"`,
        ],
      ] as const,
  ),
]

describe('the message of a finding', () => {
  it.each(MESSAGES)('%j', (finding, message) => {
    expect(messageOf(finding)).toBe(message)
  })
})

describe('the actual entry', () => {
  it('has words for nothing, and for an entry that could not be read', () => {
    expect(actualOf({ ...link, code: 'link-missing' })).toBe('nothing')
    expect(actualOf({ ...link, there: { kind: 'unknown' } })).toBe('something that could not be read')
    expect(actualOf({ ...link, code: 'unreadable' })).toBe('could not be read: unknown')
  })
})

describe('the expected entry', () => {
  it('is a symlink for a link, and a directory otherwise', () => {
    expect([link, home, target].map(expectedOf)).toEqual(['a symlink to "/t"', 'a directory', 'a directory'])
  })
})

describe('a summary', () => {
  it('counts homes and findings', () => {
    expect(summaryOf([home], 1, 1)).toBe(`1 of 1 home failed, with 1 finding:\n  ${messageOf(home)}`)
    expect(summaryOf([home, link], 1, 2)).toBe(
      `1 of 2 homes failed, with 2 findings:\n  ${messageOf(home)}\n  ${messageOf(link)}`,
    )
  })
})
