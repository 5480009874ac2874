import { types } from 'node:util'
import * as v from 'valibot'
import { plainLink } from '../../fixtures/deployment.ts'
import { fromBytes } from '../../fixtures/disk/bytes.ts'
import type { FlatEntry } from '../../fixtures/disk/flat-tree.ts'
import { isError } from '../../fixtures/realms.ts'
import { schemaIssues } from '../../fixtures/schema/issues.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { printable } from '../../fixtures/text/printable.ts'
import { repeatedLineOf } from '../../fixtures/text/repeated-line.ts'
import type { AnyLawId } from '../laws/index.ts'
import type { Trouble } from '../observation/trouble.ts'
import { type GateError, listingError } from './gate-error.ts'
import type { JudgeReport } from './judge-report.ts'
import { REGRESSIONS_FILE, type WrittenRegression } from './regressions-schema.ts'

/** A violation to try again: a law, the world in which it was broken, and the trouble if there was one. */
export interface Regression {
  readonly law: AnyLawId
  readonly spec: WorldSpec
  readonly trouble: Trouble | null
  /**
   * The words of the command line by which the gate judged it, without what only chooses worlds. Default: it was not judged by
   * the gate, so that `replay` cannot run it.
   */
  readonly gate?: readonly string[]
}

/**
 * Parses the text of a regressions file.
 *
 * @param place the file's path, for the message.
 * @throws GateError that lists every problem.
 */
export function regressionsIn(text: string, place: string): Regression[] {
  const result = v.safeParse(REGRESSIONS_FILE, parsedJson(text, place))
  if (result.success) return result.output.worlds.map(readRegression)
  throw invalidFile(place, schemaIssues(result.issues))
}

/** Returns the text of a regressions file. It is meant to be read and committed: equal regressions give equal texts. */
export function regressionsText(regressions: readonly Regression[]): string {
  return `${JSON.stringify({ version: 2, worlds: regressions.map(writtenRegression) }, null, 2)}\n`
}

/** Returns whether a value is a regression: one that can be written and read again. */
export function isRegression(value: unknown): value is Regression {
  const { spec } = Object(value)
  if (!types.isMap(Object(spec).tree)) return false
  try {
    return v.is(REGRESSIONS_FILE, JSON.parse(regressionsText([value as Regression])))
  } catch {
    return false
  }
}

/** Returns the name in its config of the subject that broke the law; null where the subject has none. */
export function subjectOf({ gate = [] }: Pick<Regression, 'gate'>): string | null {
  const [flag, name] = gate
  return flag === '--subject' && name !== undefined ? name : null
}

/** Returns those of some regressions to try with a subject: its own, and those of no named one. */
export function regressionsFor(name: string | null, regressions: readonly Regression[]): Regression[] {
  return regressions.filter(one => [null, name].includes(subjectOf(one)))
}

/**
 * Joins two lists, without duplicates. Of two that differ in the options of the gate alone, the second stays, and one that
 * does not say how it was judged adds nothing to one that does.
 */
export function joinedRegressions(known: readonly Regression[], found: readonly Regression[]): Regression[] {
  const worldOf = ({ gate: _, ...world }: Regression) => JSON.stringify(writtenRegression(world))
  const keyOf = (one: Regression) =>
    JSON.stringify([worldOf(one), subjectOf(one), one.gate?.slice(one.gate.indexOf('--'))])
  const all = [...new Map([...known, ...found].map(one => [keyOf(one), one])).values()]
  const complete = new Set(all.filter(({ gate }) => gate !== undefined).map(worldOf))
  return all.filter(one => one.gate !== undefined || !complete.has(worldOf(one)))
}

/**
 * Returns the smallest world of each broken law that fails the run.
 *
 * @param gate the words of the command line of `gate`. Default: the gate did not judge.
 */
export function regressionsOf({ laws }: Pick<JudgeReport, 'laws'>, gate?: readonly string[]): Regression[] {
  return laws.flatMap(({ id, fails, counterexample }) =>
    fails && counterexample !== null
      ? [
          {
            ...{ law: id, spec: counterexample.spec, trouble: counterexample.trouble },
            ...(gate === undefined ? {} : { gate }),
          },
        ]
      : [],
  )
}

function parsedJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalidFile(place, [printable(isError(error) ? error.message : String(error))])
  }
}

function invalidFile(place: string, problems: readonly string[]): GateError {
  return listingError(
    `${place} is not a valid regressions file:`,
    problems,
    'Fix it, restore it from version control, or move it away: the gate writes a new one when a law is broken.',
  )
}

/** Returns a regression that is read from the file. */
export function readRegression(written: WrittenRegression): Regression {
  const { law, homes, links, root, entries, history, trouble, gate } = written
  const tree = new Map(
    entries.map(({ path, ...entry }): [string, FlatEntry] => {
      if (entry.type !== 'file' || entry.repeated === undefined) return [path, entry]
      const { repeated, ...file } = entry
      return [path, { ...file, content: repeated.line.repeat(repeated.times) + file.content }]
    }),
  )
  const past = history === undefined ? {} : { history, kind: 'history' as const }
  const spec = { deployment: { homes, links }, tree, rootName: root, ...past }
  return { law, spec, trouble, ...(gate === undefined ? {} : { gate }) }
}

/** Returns a regression as it is written to the file. */
export function writtenRegression({ law, spec, trouble, gate }: Regression): unknown {
  const { deployment, tree, rootName, history } = spec
  return {
    law,
    homes: deployment.homes,
    links: deployment.links.map(plainLink),
    root: rootName,
    entries: [...tree]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, entry]) =>
        entry.type === 'file' ? { path, ...entry, ...writtenContent(entry.content) } : { path, ...entry },
      ),
    ...(history === undefined ? {} : { history }),
    trouble,
    ...(gate === undefined ? {} : { gate }),
  }
}

/** Returns a file's content in the short form if it begins with one line many times over. */
function writtenContent(content: string | Uint8Array) {
  const text = typeof content === 'string' ? content : fromBytes(content)
  const repeated = repeatedLineOf(text)
  if (repeated === null) return { content: text }
  const { line, times, rest } = repeated
  return { repeated: { line, times }, content: rest }
}
