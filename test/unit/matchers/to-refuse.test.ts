import { describe, expect } from 'vitest'
import { usual } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { ensureForAccount, ensureForAccounts } from '../../../src/reconciler/api.ts'
import { failureOf, mistakeOf } from './failure.ts'

describe('toRefuse', () => {
  test('passes for exactly that set of codes, in any order and number', async ({ world }) => {
    const w = await world(usual.realDirectory())
    expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link')
    expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link', 'blocked-link')
  })

  test('fails for other codes, says which lack and which are besides, and shows the refusal', async ({
    world,
  }) => {
    const w = await world(usual.oneDivergent())
    const refusing = () => ensureForAccount(w.path('.claude-compte1'), w.required)
    expect(failureOf(() => expect(refusing).toRefuse('home-not-directory', 'blocked-link'), w)).toBe(
      [
        'expected a refusal with just blocked-link, home-not-directory, but it was with divergent-link',
        '  lacking: blocked-link, home-not-directory',
        '  besides: divergent-link',
        '',
        '  1 of 1 home failed, with 1 finding:',
        '    ROOT/.claude-compte1/projects (link) is a symlink to "ROOT/old", which is a directory; expected a symlink to "ROOT/.claude-projects-shared"; refused to correct it, so as to lose no data',
      ].join('\n'),
    )
    expect(refusing).not.toRefuse('blocked-link')
  })

  test('fails where only some of the codes are asked for', () => {
    const both = () => {
      throw Object.assign(new Error('both'), {
        name: 'SharedLinksError',
        findings: [{ code: 'blocked-link' }, { code: 'divergent-link' }],
      })
    }
    expect(both).toRefuse('divergent-link', 'blocked-link')
    expect(both).not.toRefuse('divergent-link')
    expect(failureOf(() => expect(both).toRefuse('divergent-link'))).toBe(
      'expected a refusal with just divergent-link, but it was with blocked-link, divergent-link\n  besides: blocked-link\n\n  both',
    )
  })

  test('fails where nothing is thrown', async ({ world }) => {
    const w = await world(usual.oneMissing())
    expect(
      failureOf(() => expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link')),
    ).toBe('expected a refusal with blocked-link, but nothing was thrown')
    expect(() => ensureForAccounts(w.homes, w.required)).not.toRefuse('blocked-link')
  })

  test('fails where something else is thrown, and prints no control character of it', () => {
    const failing = () => {
      throw new Error('no\u001b[2J\nspace')
    }
    expect(failureOf(() => expect(failing).toRefuse('not-created'))).toBe(
      'expected a refusal with not-created, but what was thrown is no SharedLinksError\n\n  Error: no\\x1b[2J\n  space',
    )
    expect(failing).not.toRefuse('not-created')
  })

  test('negated, fails for just those codes', async ({ world }) => {
    const w = await world(usual.realDirectory())
    const refusing = () => ensureForAccounts(w.homes, w.required)
    expect(failureOf(() => expect(refusing).not.toRefuse('blocked-link'), w)).toBe(
      [
        'expected anything but a refusal with just blocked-link',
        '',
        '  1 of 2 homes failed, with 1 finding:',
        '    ROOT/.claude-compte1/projects (link) is a directory; expected a symlink to "ROOT/.claude-projects-shared"; refused to correct it, so as to lose no data',
      ].join('\n'),
    )
  })

  test('works in objects', async ({ world }) => {
    const w = await world(usual.realDirectory())
    const step = { name: 'provision', run: () => ensureForAccounts(w.homes, w.required) }
    expect(step).toEqual({ name: 'provision', run: expect.toRefuse('blocked-link') })
    expect(step).toEqual({ name: 'provision', run: expect.not.toRefuse('divergent-link') })
    expect(step).not.toEqual({ name: 'provision', run: expect.toRefuse('divergent-link') })
  })

  test.fails('can be soft', () => {
    expect.soft(() => {}).toRefuse('blocked-link')
  })

  const codes =
    'home-not-directory, target-not-directory, target-dangling, parent-not-directory, divergent-link, blocked-link, unreadable, not-created, home-missing, target-missing, link-missing'
  const async =
    'async-function: toRefuse: the function is async or a generator, and only a sync one can be judged'
  test.for([
    [
      'no function',
      42,
      ['blocked-link'],
      'not-a-function: toRefuse: the received value: expected a function to call, not 42',
    ],
    ['an async function', async () => {}, ['blocked-link'], async],
    ['a generator', function* () {}, ['blocked-link'], async],
    [
      'a function that returns a promise, even one that rejects',
      () => Promise.reject(new Error('late')),
      ['blocked-link'],
      'async-function: toRefuse: the function returned a promise, and only a sync one can be judged',
    ],
    [
      'an unknown code',
      () => {},
      ['bloked-link'],
      `not-a-finding-code: toRefuse: "bloked-link" is none of ${codes}`,
    ],
    ['no code', () => {}, [], `not-a-finding-code: toRefuse: expected at least one code of ${codes}`],
  ] as const)('refuses %s in both polarities', ([, received, given, mistake]) => {
    const asked = given as unknown as ['blocked-link']
    expect(mistakeOf(() => expect(received).toRefuse(...asked))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect(received).not.toRefuse(...asked))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect([received]).toEqual([expect.not.toRefuse(...asked)]))).toBe(
      `MatcherError ${mistake}`,
    )
  })

  test('lets a mistake in the function through, in both polarities', () => {
    const badRequest = () => ensureForAccounts([], [])
    expect(() => expect(badRequest).toRefuse('blocked-link')).toThrow('no home is given')
    expect(() => expect(badRequest).not.toRefuse('blocked-link')).toThrow('no home is given')
    const typo = () => Reflect.apply(Reflect.get({}, 'ensure'), undefined, [])
    expect(() => expect(typo).not.toRefuse('blocked-link')).toThrow(TypeError)
  })

  test('does not call an async function', () => {
    let called = 0
    const fn = async () => {
      called += 1
    }
    expect(() => expect(fn).not.toRefuse('blocked-link')).toThrow('async')
    expect(called).toBe(0)
  })
})
