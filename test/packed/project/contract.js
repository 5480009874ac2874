import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import * as reconciler from 'vitest-shared-links'
import * as fixtures from 'vitest-shared-links/fixtures'
import * as properties from 'vitest-shared-links/properties'
import { messageOf, table } from './table.js'
import { hashOfWorlds, WORLDS } from './worlds.js'

const { fn, judge } = properties

/** The rows of the table, each with the messages that it gives. */
export const ROWS = table(fixtures, reconciler).map(row => ({ ...row, ...messages()[row.name] }))

function messages() {
  return JSON.parse(readFileSync(new URL('messages.json', import.meta.url), 'utf8'))
}

/** Runs a use of a row in a world in which it is right or wrong, and removes the world. */
export async function inWorld(tree, row, use) {
  const w = await fixtures.world(tree)
  try {
    const [received, ...args] = row.use(w)
    await use(received, args, w)
  } finally {
    await w.remove()
  }
}

/** Each way to use a matcher: whether it is used in the right world, how, and what it says there. */
const WAYS = {
  passes: ['right', (expect, { matcher }, x, args) => expect(x)[matcher](...args), 'it passed'],
  fails: ['wrong', (expect, { matcher }, x, args) => expect(x)[matcher](...args), row => row.fails],
  '.not passes': ['wrong', (expect, { matcher }, x, args) => expect(x).not[matcher](...args), 'it passed'],
  '.not fails': [
    'right',
    (expect, { matcher }, x, args) => expect(x).not[matcher](...args),
    row => row.notFails,
  ],
  '.resolves passes': ['right', resolves, 'it passed'],
  '.resolves fails': ['wrong', resolves, row => row.fails],
  '.rejects passes': ['right', rejects, 'it passed'],
  '.rejects fails': ['wrong', rejects, row => row.fails],
  'asymmetric passes': ['right', asymmetric, 'it passed'],
  'asymmetric fails': ['wrong', asymmetric, ({ matcher }) => new RegExp(matcher, 'u')],
  'asymmetric .not passes': ['wrong', asymmetricNot, 'it passed'],
  'asymmetric .not fails': ['right', asymmetricNot, ({ matcher }) => new RegExp(matcher, 'u')],
}

/** The ways that only vitest has. */
const VITEST_WAYS = {
  'poll passes': ['right', polled, 'it passed'],
  'poll fails': ['wrong', polled, row => row.fails],
}

function resolves(expect, { matcher }, x, args) {
  return expect(Promise.resolve(x)).resolves[matcher](...args)
}

// The call itself rejects, where a matcher calls what it receives.
function rejects(expect, { matcher }, x, args) {
  const rejected = typeof x === 'function' ? Promise.resolve().then(x) : Promise.reject(x)
  return expect(rejected).rejects[matcher](...args)
}

function asymmetric(expect, { matcher }, x, args) {
  expect({ at: x }).toEqual({ at: expect[matcher](...args) })
}

function asymmetricNot(expect, { matcher }, x, args) {
  expect({ at: x }).toEqual({ at: expect.not[matcher](...args) })
}

async function polled(expect, { matcher }, x, args) {
  try {
    await expect.poll(() => x, { interval: 1, timeout: 20 })[matcher](...args)
  } catch (error) {
    // Vitest 3 throws its own error with the matcher's as the cause; later ones do it the other way round.
    throw error.message === 'Matcher did not succeed in time.' ? error.cause : error
  }
}

/**
 * Registers a test for each row and each way to use it, and one for each of worlds and laws.
 *
 * @param heading matches what a test runner puts before each message.
 */
export function registerContract(test, expect, { isVitest = false, heading = /^/u } = {}) {
  for (const row of ROWS) {
    for (const [way, [tree, use, expected]] of Object.entries({
      ...WAYS,
      ...(isVitest ? VITEST_WAYS : {}),
    })) {
      test(`${row.name} ${way}`, () =>
        inWorld(row[tree], row, async (received, args, w) => {
          const said = (await messageOf(() => use(expect, row, received, args), w)).replace(heading, '')
          const wanted = typeof expected === 'function' ? expected(row) : expected
          if (wanted instanceof RegExp) assert.match(said, wanted)
          else assert.equal(said, wanted)
        }))
    }
  }

  test('seed 1 draws the same worlds everywhere', () => {
    assert.equal(hashOfWorlds(fc, properties), WORLDS)
  })

  test('judge holds what is right, and breaks what is not', async () => {
    const few = { numRuns: 5, sample: { index: 1, count: 40 } }
    const right = fn('right', (homes, required) => reconciler.ensureForAccounts(homes, required))
    assert.deepEqual(brokenIn(await judge(right, few)), [])
    const { laws } = await judge(
      fn('idle', () => {}),
      { ...few, laws: ['keeps-data', 'tells-the-truth'] },
    )
    const verdicts = Object.fromEntries(laws.map(({ id, verdict }) => [id, verdict]))
    assert.deepEqual(verdicts, { 'keeps-data': 'held', 'tells-the-truth': 'broken' })
  })
}

function brokenIn({ laws }) {
  return laws
    .filter(({ verdict }) => verdict === 'broken')
    .map(({ id, counterexample }) => [id, counterexample.summary])
}
