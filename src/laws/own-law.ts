import { types } from 'node:util'
import * as v from 'valibot'
import { isError } from '../../fixtures/realms.ts'
import { closedObject } from '../../fixtures/schema/closed-object.ts'
import { expected } from '../../fixtures/schema/expected.ts'
import { schemaIssues } from '../../fixtures/schema/issues.ts'
import { validOptions } from '../../fixtures/schema/valid-options.ts'
import { printable } from '../../fixtures/text/printable.ts'
import { isPlainObject, valueInWords } from '../../fixtures/text/value.ts'
import type { Observation } from '../observation/observation.ts'
import { type Judgement, type Law, LEVELS, type Level } from './law.ts'

/** The id of a law of the user's own. The prefix keeps it apart from every law of this package, now and later. */
export type OwnLawId = `own/${string}`

/** A law of the user's own, made by `lawOf`. */
export type OwnLaw = Law<OwnLawId>

/** A law of the user's own broken in one world. */
export interface OwnViolation {
  /** One sentence: the entry, and what happened to it. */
  readonly summary: string
  /** The paths concerned, relative to the root; the worst first. They tell a report which call to look for. Default: none. */
  readonly paths?: readonly string[]
}

/** An own law's answer to one observation; `vacuous` where it has nothing to say about the world. */
export type OwnJudgement = 'held' | 'vacuous' | OwnViolation

/** The parts of a law of the user's own. */
export interface OwnLawParts {
  /** Lower-case words with dashes between them. Reports name the law with `own/` before it. */
  readonly id: string
  /** The property that must hold, as one sentence. */
  readonly says: string
  /** The level from which a violation fails the run. Default: `safe`. */
  readonly level?: Level
  /** Judges the undisturbed runs in one world. It must not depend on anything else. */
  readonly judge: (seen: Observation) => OwnJudgement
}

const PARTS = closedObject({
  id: v.pipe(
    v.string(expected('a text')),
    v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, expected('lower-case words with dashes between them')),
  ),
  says: v.pipe(v.string(expected('a sentence')), v.minLength(1, expected('a sentence'))),
  level: v.optional(v.picklist(LEVELS, expected('safe, tidy or complete')), 'safe'),
  judge: v.custom<OwnLawParts['judge']>(value => typeof value === 'function', expected('a function')),
})

const VIOLATION = closedObject({
  summary: v.pipe(v.string(expected('a sentence')), v.minLength(1, expected('a sentence'))),
  paths: v.optional(v.array(v.string(expected('a path')), expected('a list of paths')), []),
})

/**
 * Makes a law of your own, for `ownLaws` of `judge` and `describeLaws`. It is judged in every world of the search that is
 * tried undisturbed, and shrinks as the others do.
 *
 * @throws OptionsError when a part is missing or wrong. Judging throws a TypeError when `judge` answers anything else than
 * `held`, `vacuous` or a violation, and an Error with the law's id when `judge` throws.
 * @example
 * const leavesNoLock = lawOf({
 *   id: 'leaves-no-lock',
 *   says: 'no run leaves a lock behind',
 *   judge: ({ first }) =>
 *     first.after.entries.has('.lock') ? { summary: 'it left `.lock` behind', paths: ['.lock'] } : 'held',
 * })
 */
export function lawOf(parts: OwnLawParts): OwnLaw {
  const { id, says, level, judge } = validOptions('lawOf', PARTS, parts)
  return {
    id: `own/${id}`,
    level,
    says: printable(says),
    needs: ['again'],
    brokenBy: 'calls',
    judge: seen =>
      validJudgement(
        id,
        answerOf(id, () => judge(seen)),
      ),
  }
}

function answerOf(id: string, judge: () => unknown): unknown {
  try {
    return judge()
  } catch (error) {
    const message = printable(isError(error) ? error.message : valueInWords(error))
    throw new Error(`own/${id}: its judge threw an error: ${message}`, { cause: error })
  }
}

function validJudgement(id: string, answer: unknown): Judgement {
  if (answer === 'held' || answer === 'vacuous') return answer
  // Its rejection would end the process, and the answer is refused anyway.
  if (types.isPromise(answer)) answer.catch(() => {})
  const { success, output, issues } = v.safeParse(VIOLATION, answer)
  if (success) return { summary: printable(output.summary), paths: output.paths }
  const why = isPlainObject(answer) ? ` (${schemaIssues(issues).join('; ')})` : ''
  throw new TypeError(
    `own/${id}: expected "held", "vacuous" or { summary, paths }, not ${valueInWords(answer)}${why}`,
  )
}

/** Returns whether a value is a law that `lawOf` has made. */
export function isOwnLaw(value: unknown): value is OwnLaw {
  if (!isPlainObject(value)) return false
  const { id, judge, needs } = value
  return typeof id === 'string' && isOwnLawId(id) && typeof judge === 'function' && Array.isArray(needs)
}

/** Returns whether an id is that of a law of the user's own. */
export function isOwnLawId(id: string): id is OwnLawId {
  return id.startsWith('own/')
}
