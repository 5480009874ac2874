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
const refused = 'refused to correct it, so as to lose no data'

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
      ['unknown', 'could not be looked at'],
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
      ['EAGAIN', 'EAGAIN (it was another thing at each look; something else is changing it)'],
      ['EDQUOT', 'EDQUOT (the quota is used up)'],
      ['EEXIST', 'EEXIST (at each attempt something stood there that was gone when looked at)'],
      ['EIO', 'EIO (the device reports an error)'],
      ['ELOOP', 'ELOOP (too many links on the way)'],
      ['ENAMETOOLONG', 'ENAMETOOLONG (the name is too long)'],
      ['ENOENT', 'ENOENT (its directory is there, and yet nothing can be made in it)'],
      ['ENOSPC', 'ENOSPC (no space is left, or no inode)'],
      ['EPERM', 'EPERM (not permitted)'],
      ['EROFS', 'EROFS (the file system is read-only)'],
      ['EBADF', 'EBADF'],
    ] as const
  ).flatMap(
    ([cause, words]) =>
      [
        [
          { ...link, code: 'not-created', cause },
          `/h/n (link) could not be made: ${words}; expected a symlink to "/t"`,
        ],
        [
          { ...link, code: 'unreadable', there: { kind: 'unknown' }, cause },
          `/h/n (link) could not be looked at: ${words}; expected a symlink to "/t"`,
        ],
      ] as const,
  ),
]

describe('the message of a finding', () => {
  it.each(MESSAGES)('%j', (finding, message) => {
    expect(messageOf(finding)).toBe(message)
  })
})

describe('what stands there', () => {
  it('is told where nothing does, and where it could not be looked at', () => {
    expect(actualOf({ ...link, code: 'link-missing' })).toBe('nothing')
    expect(actualOf({ ...link, there: { kind: 'unknown' } })).toBe('something that could not be looked at')
    expect(actualOf({ ...link, code: 'unreadable' })).toBe('could not be looked at: unknown')
  })
})

describe('what was expected', () => {
  it('is a symlink for a link, and a directory for all else', () => {
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
