import { rmSync, writeFileSync } from 'node:fs'

/**
 * Returns one row for each use of a matcher: a tree in which it passes, one in which it fails, and how to use it there. Every
 * test runner, pool and version runs these rows, and a test of the sources writes the messages that they have to give.
 */
export function table({ dir, file, linkTo, usual }, { ensureForAccounts }) {
  const refused = w => thrownBy(() => ensureForAccounts(w.homes, w.required))
  return [
    {
      name: 'toHaveSharedLinks',
      right: usual.allRight(),
      wrong: usual.oneMissing(),
      use: w => [w],
    },
    {
      name: 'toShareState',
      right: usual.allRight(),
      wrong: usual.oneDivergent(),
      use: w => [w.homes, ['projects', 'session-env']],
    },
    {
      name: 'toLinkTo',
      right: { a: linkTo('b') },
      wrong: { a: linkTo('c') },
      use: w => [w.path('a'), 'b'],
    },
    {
      name: 'toResolveTo',
      right: { a: linkTo('b'), b: linkTo('c'), c: dir() },
      wrong: { a: linkTo('b'), b: dir(), c: dir() },
      use: w => [w.path('a'), w.path('c')],
    },
    {
      name: 'toMatchTree',
      right: { a: file('x'), b: dir() },
      wrong: { a: file('y') },
      use: w => [w, { a: file('x') }, { extra: true }],
    },
    {
      name: 'toKeepAll',
      right: { a: file('x') },
      wrong: { a: file('x'), b: dir({ c: file('the only copy') }) },
      use: w => [w, since(w, () => rmSync(w.path('b'), { recursive: true, force: true }))],
    },
    {
      name: 'toBeUntouchedSince',
      right: {},
      wrong: { a: file('x') },
      use: w => [w, since(w, () => w.snapshot().entries.has('a') && writeFileSync(w.path('a'), 'xy'))],
    },
    {
      name: 'toRefuse',
      right: usual.realDirectory(),
      wrong: usual.oneDivergent(),
      use: w => [() => ensureForAccounts(w.homes, w.required), 'blocked-link'],
    },
    {
      name: 'toRefuse of an error',
      right: usual.realDirectory(),
      wrong: usual.oneDivergent(),
      use: w => [refused(w), 'blocked-link'],
    },
    {
      name: 'toRefuse of an error of one’s own',
      right: { a: file('x') },
      wrong: {},
      use: w => [
        Object.assign(new Error('no'), {
          findings: w.snapshot().entries.has('a') ? [{ code: 'blocked-link' }] : [{ code: 'unreadable' }],
        }),
        'blocked-link',
      ],
    },
  ].map(row => ({ ...row, matcher: row.name.split(' ')[0] }))
}

/** Returns what an assertion throws, with the world's root written as ROOT, or that it passed. */
export async function messageOf(assertion, { root }) {
  try {
    await assertion()
  } catch (error) {
    return error.message.replaceAll(root, 'ROOT')
  }
  return 'it passed'
}

function since(w, change) {
  const before = w.snapshot()
  change()
  return before
}

function thrownBy(call) {
  try {
    call()
  } catch (error) {
    return error
  }
  return undefined
}
