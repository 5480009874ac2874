import assert from 'node:assert/strict'
import { describe, expect } from 'vitest'
import { dir, usual } from '../../../fixtures/index.ts'
import { test } from '../../../fixtures/vitest.ts'
import { ensureForAccount, ensureForAccounts, inspect } from '../../../src/reconciler/api.ts'
import { SharedLinksError } from '../../../src/reconciler/shared-links-error.ts'
import { failureOf, mistakeOf, rejectionOf } from './failure.ts'

describe('toRefuse', () => {
  test('passes for exactly that set of codes, in any order and number', async ({ world }) => {
    const w = await world(usual.realDirectory())
    expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link')
    expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link', 'blocked-link')
  })

  test('fails for other codes, lists the missing and the unexpected ones, and shows the refusal', async ({
    world,
  }) => {
    const w = await world(usual.oneDivergent())
    const refusing = () => ensureForAccount(w.path('.claude-compte1'), w.required)
    expect(failureOf(() => expect(refusing).toRefuse('home-not-directory', 'blocked-link'))).toBe(
      [
        'expected a refusal with exactly blocked-link, home-not-directory, but it was with divergent-link',
        '  missing:    blocked-link, home-not-directory',
        '  unexpected: divergent-link',
        '',
        '  1 of 1 home failed, with 1 finding:',
        '    {root}/.claude-compte1/projects (link) is a symlink to "{root}/old", which is a directory; expected a symlink to "{root}/.claude-projects-shared"; refused to correct it, since that could lose data',
      ].join('\n'),
    )
    expect(refusing).not.toRefuse('blocked-link')
  })

  test('fails if only some of the codes are expected', () => {
    const both = () => {
      throw Object.assign(new Error('both'), {
        name: 'SharedLinksError',
        findings: [{ code: 'blocked-link' }, { code: 'divergent-link' }],
      })
    }
    expect(both).toRefuse('divergent-link', 'blocked-link')
    expect(both).not.toRefuse('divergent-link')
    expect(failureOf(() => expect(both).toRefuse('divergent-link'))).toBe(
      'expected a refusal with exactly divergent-link, but it was with blocked-link, divergent-link\n  unexpected: blocked-link\n\n  both',
    )
  })

  test('fails if nothing is thrown', async ({ world }) => {
    const w = await world(usual.oneMissing())
    expect(
      failureOf(() => expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link')),
    ).toBe('expected a refusal with blocked-link, but nothing was thrown')
    expect(() => ensureForAccounts(w.homes, w.required)).not.toRefuse('blocked-link')
  })

  test('takes any error whose findings have codes', () => {
    class OwnError extends TypeError {
      readonly findings = [{ code: 'blocked-link', path: '/a' }]
    }
    const refusing = () => {
      throw new OwnError('/a is in the way')
    }
    expect(refusing).toRefuse('blocked-link')
    expect(refusing).not.toRefuse('divergent-link')
    expect(failureOf(() => expect(refusing).toRefuse('divergent-link'))).toBe(
      [
        'expected a refusal with exactly divergent-link, but it was with blocked-link',
        '  missing:    divergent-link',
        '  unexpected: blocked-link',
        '',
        '  /a is in the way',
      ].join('\n'),
    )
  })

  test('takes the error itself', async ({ world }) => {
    const w = await world(usual.realDirectory())
    const refusal = new SharedLinksError(inspect(w.homes, w.required), [], w.homes)
    expect(refusal).toRefuse('blocked-link')
    expect(refusal).not.toRefuse('divergent-link')
    expect({ cause: refusal }).toEqual({ cause: expect.toRefuse('blocked-link') })
    expect(new Error('no')).not.toRefuse('blocked-link')
    expect(failureOf(() => expect(new Error('no')).toRefuse('blocked-link'))).toBe(
      'expected a refusal with blocked-link, but it failed without findings\n\n  Error: no',
    )
  })

  test('takes an async function, or its promise, with rejects', async ({ world }) => {
    const w = await world(usual.realDirectory())
    const refusing = async () => ensureForAccounts(w.homes, w.required)
    await expect(refusing).rejects.toRefuse('blocked-link')
    await expect(refusing()).rejects.toRefuse('blocked-link')
    await expect(refusing()).rejects.not.toRefuse('divergent-link')
    await expect(refusing()).rejects.toEqual(expect.toRefuse('blocked-link'))
    expect(await rejectionOf(() => expect(refusing()).rejects.toRefuse('divergent-link'))).toBe(
      [
        'expected a refusal with exactly divergent-link, but it was with blocked-link',
        '  missing:    divergent-link',
        '  unexpected: blocked-link',
        '',
        '  1 of 2 homes failed, with 1 finding:',
        '    {root}/.claude-compte1/projects (link) is a directory; expected a symlink to "{root}/.claude-projects-shared"; refused to correct it, since that could lose data',
      ].join('\n'),
    )
  })

  test('fails for a promise that rejects with anything else, and for one that does not reject', async () => {
    for (const [reason, told] of [
      [new Error('no space'), 'Error: no space'],
      ['no space', 'thrown: "no space"'],
      [() => {}, 'thrown: a function'],
    ] as const) {
      const failing = () => Promise.reject(reason)
      expect(await rejectionOf(() => expect(failing()).rejects.toRefuse('not-created'))).toBe(
        `expected a refusal with not-created, but it failed without findings\n\n  ${told}`,
      )
      await expect(failing()).rejects.not.toRefuse('not-created')
    }
    const done = async () => {}
    const resolved = 'promise resolved "undefined" instead of rejecting'
    expect(await rejectionOf(() => expect(done()).rejects.toRefuse('not-created'))).toBe(resolved)
    expect(await rejectionOf(() => expect(done()).rejects.not.toRefuse('not-created'))).toBe(resolved)
  })

  test('fails if another error is thrown, and escapes its message', () => {
    const failing = () => {
      throw new Error('no\u001b[2J\nspace')
    }
    expect(failureOf(() => expect(failing).toRefuse('not-created'))).toBe(
      'expected a refusal with not-created, but it failed without findings\n\n  Error: no\\x1b[2J\n  space',
    )
    expect(failing).not.toRefuse('not-created')
  })

  test('negated, fails for exactly those codes', async ({ world }) => {
    const w = await world(usual.realDirectory())
    const refusing = () => ensureForAccounts(w.homes, w.required)
    expect(failureOf(() => expect(refusing).not.toRefuse('blocked-link'))).toBe(
      [
        'expected no refusal with exactly blocked-link',
        '',
        '  1 of 2 homes failed, with 1 finding:',
        '    {root}/.claude-compte1/projects (link) is a directory; expected a symlink to "{root}/.claude-projects-shared"; refused to correct it, since that could lose data',
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
    'home-not-directory, target-not-directory, target-not-file, target-dangling, parent-not-directory, divergent-link, blocked-link, unreadable, not-created, home-missing, target-missing, link-missing'
  const awaitIt = 'write `await expect(...).rejects.toRefuse(...)`'
  test.for([
    [
      'no function',
      42,
      ['blocked-link'],
      'not-a-function: toRefuse: the received value: expected a function to call, or an error, not 42',
    ],
    [
      'an object that is no error',
      { findings: [{ code: 'blocked-link' }] },
      ['blocked-link'],
      'not-a-function: toRefuse: the received value: expected a function to call, or an error, not an object',
    ],
    [
      'an async function',
      async () => {},
      ['blocked-link'],
      `async-function: toRefuse: the function is async: ${awaitIt}`,
    ],
    [
      'a generator',
      function* () {},
      ['blocked-link'],
      'not-a-function: toRefuse: the function is a generator: expected one that runs to its end',
    ],
    [
      'a function that returns a promise, even one that rejects',
      () => Promise.reject(new Error('late')),
      ['blocked-link'],
      `async-function: toRefuse: the function returned a promise: ${awaitIt}`,
    ],
    [
      'an unknown code',
      () => {},
      ['bloked-link'],
      `not-a-finding-code: toRefuse: "bloked-link" is not a code; the codes are ${codes}`,
    ],
    [
      'no code',
      () => {},
      [],
      `not-a-finding-code: toRefuse: expected at least one code; the codes are ${codes}`,
    ],
  ] as const)('throws for %s, with and without .not', ([, received, given, mistake]) => {
    const asked = given as unknown as ['blocked-link']
    expect(mistakeOf(() => expect(received).toRefuse(...asked))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect(received).not.toRefuse(...asked))).toBe(`MatcherError ${mistake}`)
    expect(mistakeOf(() => expect([received]).toEqual([expect.not.toRefuse(...asked)]))).toBe(
      `MatcherError ${mistake}`,
    )
  })

  test('throws for a promise that nobody awaited, even one that rejects, with and without .not', () => {
    const late = () => Promise.reject(new Error('late'))
    const mistake = `MatcherError not-awaited: toRefuse: the received value is a promise: ${awaitIt}`
    expect(mistakeOf(() => expect(late()).toRefuse('blocked-link'))).toBe(mistake)
    expect(mistakeOf(() => expect(late()).not.toRefuse('blocked-link'))).toBe(mistake)
    expect(mistakeOf(() => expect([late()]).toEqual([expect.not.toRefuse('blocked-link')]))).toBe(mistake)
  })

  test('rethrows a mistake in the function, with and without .not', () => {
    const badRequest = () => ensureForAccounts([], [])
    expect(() => expect(badRequest).toRefuse('blocked-link')).toThrow('expected at least one home')
    expect(() => expect(badRequest).not.toRefuse('blocked-link')).toThrow('expected at least one home')
    const typo = () => Reflect.apply(Reflect.get({}, 'ensure'), undefined, [])
    expect(() => expect(typo).not.toRefuse('blocked-link')).toThrow(TypeError)
  })

  test.for([
    ['a failed assertion', () => expect(1).toBe(2), 'expected 1 to be 2'],
    ["a failed assertion of node's", () => assert.equal(1, 2, 'one is not two'), 'one is not two'],
    ['a failed matcher', () => expect('/dev/null').toLinkTo('/a'), 'expected'],
    ['a wrong argument of a matcher', () => expect('').toLinkTo('/a'), 'the empty string is not a path'],
    ['a wrong tree', () => dir(1 as never), 'expected an object of entries'],
    ['a wrong option', () => dir({}, { mod: 1 } as never), 'The options of dir are wrong'],
  ] as const)('rethrows %s in the function, with and without .not', ([, fn, message]) => {
    expect(() => expect(fn).toRefuse('blocked-link')).toThrow(message)
    expect(() => expect(fn).not.toRefuse('blocked-link')).toThrow(message)
  })

  test('rethrows a mistake that a promise rejects with, with and without .not', async () => {
    const badRequest = async () => ensureForAccounts([], [])
    await expect(expect(badRequest()).rejects.toRefuse('blocked-link')).rejects.toThrow('at least one home')
    await expect(expect(badRequest()).rejects.not.toRefuse('blocked-link')).rejects.toThrow(
      'at least one home',
    )
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
