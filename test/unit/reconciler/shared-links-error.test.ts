import { describe, expect, it } from 'vitest'
import { dir, file, linkTo } from '../../../fixtures/index.ts'
import { world } from '../../../fixtures/world.ts'
import { ensureForAccount, ensureForAccounts } from '../../../src/reconciler/api.ts'
import { SharedLinksError } from '../../../src/reconciler/shared-links-error.ts'
import { messageOf } from '../../../src/reconciler/wording.ts'
import { inWorld } from './run.ts'
import { ROW_DEPLOYMENT } from './table.ts'

describe('the error of a run', () => {
  it('is complete alone: how many homes failed, and each finding', async () => {
    await using w = await world({ h: dir({ projects: dir(), env: linkTo('{root}/e/') }) }, ROW_DEPLOYMENT)
    expect(inWorld(w, errorOf(() => ensureForAccounts(w.homes, w.required)).message)).toBe(
      `1 of 2 homes failed, with 2 findings:
  {root}/h/env (link) is a symlink to "{root}/e/", which is a directory; expected a symlink to "{root}/e"; refused to correct it, since that could lose data
  {root}/h/projects (link) is a directory; expected a symlink to "{root}/t"; refused to correct it, since that could lose data`,
    )
  })

  it('counts a conflict at a target for every home', async () => {
    await using w = await world({ t: file('x') }, ROW_DEPLOYMENT)
    expect(inWorld(w, errorOf(() => ensureForAccounts(w.homes, w.required)).message)).toBe(
      `2 of 2 homes failed, with 1 finding:
  {root}/t (target of "projects") is a file; expected a directory; refused to correct it, since that could lose data`,
    )
  })

  it('counts each home once, and every home if a target has a conflict', async () => {
    const three = { ...ROW_DEPLOYMENT, homes: ['h', 'i', 'k'] }
    await using two = await world({ h: dir({ env: dir(), projects: dir() }), i: file('x') }, three)
    expect(errorOf(() => ensureForAccounts(two.homes, two.required)).message).toMatch(
      /^2 of 3 homes failed, with 3 findings:\n/,
    )
    await using all = await world({ t: file('x'), h: file('x') }, three)
    expect(errorOf(() => ensureForAccounts(all.homes, all.required)).message).toMatch(
      /^3 of 3 homes failed, with 2 findings:\n/,
    )
  })

  it('names one home if there is one', async () => {
    await using w = await world({ h: file('x') }, ROW_DEPLOYMENT)
    const error = errorOf(() => ensureForAccount(w.path('h'), w.required))
    expect(inWorld(w, error.message)).toBe(
      `1 of 1 home failed, with 1 finding:
  {root}/h (home) is a file; expected a directory; refused to correct it, since that could lose data`,
    )
  })

  it('is an AggregateError of one error for each finding, with the findings and the new entries as data', async () => {
    await using w = await world({ h: dir({ projects: file('x') }) }, ROW_DEPLOYMENT)
    const error = errorOf(() => ensureForAccounts(w.homes, w.required))
    expect(error).toBeInstanceOf(AggregateError)
    expect(error.name).toBe('SharedLinksError')
    expect(error.errors.map(({ message }) => message)).toEqual(error.findings.map(messageOf))
    expect(error.findings).toEqual([
      {
        code: 'blocked-link',
        role: 'link',
        path: w.path('h/projects'),
        home: w.path('h'),
        name: 'projects',
        target: w.path('t'),
        there: { kind: 'file' },
      },
    ])
    expect(error.made.map(({ role, path }) => `${role} ${inWorld(w, path)}`)).toEqual([
      ...['target {root}/e', 'target {root}/t', 'link {root}/h/env'],
      ...['home {root}/other', 'link {root}/other/env', 'link {root}/other/projects'],
    ])
  })

  it('escapes names that could deceive a terminal', async () => {
    const odd = { homes: ['h\u001b[2J'], links: [{ name: 'a\nb', target: 't\udcff' }] }
    await using w = await world({ 'h\u001b[2J': dir({ 'a\nb': linkTo('\u202egpj') }) }, odd)
    expect(inWorld(w, errorOf(() => ensureForAccounts(w.homes, w.required)).message)).toBe(
      `1 of 1 home failed, with 1 finding:
  {root}/h\\x1b[2J/a\\nb (link) is a symlink to "\\u{202e}gpj", which does not exist; expected a symlink to "{root}/t\\xff"; refused to correct it, since that could lose data`,
    )
  })
})

describe('the report of a run', () => {
  it('counts homes and links, and lists what was made with its home and link', async () => {
    await using w = await world({ h: dir(), other: dir({ env: linkTo('{root}/e') }) }, ROW_DEPLOYMENT)
    const report = ensureForAccounts(w.homes, [...w.required].reverse())
    expect({ ...report, made: report.made.length }).toEqual({ homes: 2, links: 4, made: 5 })
    expect(report.made[0]).toEqual({
      role: 'target',
      path: w.path('t'),
      home: null,
      name: 'projects',
      target: w.path('t'),
    })
    expect(report.made.at(-1)).toEqual({
      role: 'link',
      path: w.path('other/projects'),
      home: w.path('other'),
      name: 'projects',
      target: w.path('t'),
    })
  })
})

function errorOf(act: () => unknown): SharedLinksError {
  try {
    act()
  } catch (error) {
    if (error instanceof SharedLinksError) return error
    throw error
  }
  throw new Error('expected a SharedLinksError')
}
