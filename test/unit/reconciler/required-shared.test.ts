import { describe, expect, it } from 'vitest'
import { requiredShared } from '../../../src/reconciler/api.ts'
import { requestErrorOf } from './request-error.ts'

describe('the default links', () => {
  it('lead to the given shared root, with or without a trailing slash', () => {
    const links = [
      { name: 'session-env', target: '/srv/.claude-session-env-shared' },
      { name: 'file-history', target: '/srv/.claude-file-history-shared' },
      { name: 'projects', target: '/srv/.claude-projects-shared' },
    ]
    expect(requiredShared('/srv')).toEqual(links)
    expect(requiredShared('/srv//')).toEqual(links)
    expect(requiredShared()[2]?.target).toBe('/home/ubuntu/.claude-projects-shared')
    expect(requiredShared('/')[2]?.target).toBe('/.claude-projects-shared')
  })

  it.each(['', 'srv', '~/srv'])('are refused for the shared root "%s"', root => {
    expect(requestErrorOf(() => requiredShared(root)).message).toBe(
      `The request cannot be met, and nothing was done:\n  shared root: expected an absolute path, not "${root}"`,
    )
  })

  it('are refused for a shared root that is not a string', () => {
    const root: unknown = JSON.parse('1')
    expect(requestErrorOf(() => Reflect.apply(requiredShared, undefined, [root])).problems).toEqual([
      { code: 'relative-target', message: 'shared root: expected an absolute path, not a number' },
    ])
  })
})
