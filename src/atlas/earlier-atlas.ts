import * as v from 'valibot'
import { readText } from '../../fixtures/disk/read-text.ts'
import { expected } from '../../fixtures/schema/expected.ts'
import { schemaIssues } from '../../fixtures/schema/issues.ts'
import { printable, quoted } from '../../fixtures/text/printable.ts'
import { GateError, listingError } from '../gate/gate-error.ts'
import type { EarlierCell } from './compared.ts'
import { OUTCOMES } from './outcome.ts'

const CELL = v.looseObject({
  home: v.string(expected('a state')),
  target: v.string(expected('a state')),
  link: v.string(expected('a state')),
  outcome: v.picklist(OUTCOMES, expected('an outcome')),
})

const ATLAS = {
  version: v.literal(1, expected('1')),
  cells: v.array(CELL, expected('a list of cells')),
}

const ONE = v.looseObject(ATLAS, expected('what `atlas --json` prints'))
const SEVERAL = v.looseObject({
  version: ATLAS.version,
  subjects: v.array(
    v.looseObject({ name: v.string(expected('a name')), ...ATLAS }, expected('a name and an atlas')),
    expected('a list of atlases'),
  ),
})

/** The cells of an earlier atlas of each subject; the name is null where the atlas has one subject without a name. */
export type EarlierAtlases = ReadonlyMap<string | null, readonly EarlierCell[]>

/**
 * Reads what `atlas --json` has printed.
 *
 * @throws GateError when the file cannot be read, or holds something else.
 */
export function readEarlierAtlases(path: string): EarlierAtlases {
  const content = jsonIn(path)
  const isSeveral = typeof content === 'object' && content !== null && 'subjects' in content
  if (!isSeveral) return new Map([[null, parsed(ONE, content, path).cells]])
  return new Map(parsed(SEVERAL, content, path).subjects.map(({ name, cells }) => [name, cells]))
}

function parsed<Schema extends v.GenericSchema>(
  schema: Schema,
  content: unknown,
  path: string,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, content)
  if (result.success) return result.output
  throw listingError(
    `--compare: ${quoted(path)} is no atlas:`,
    schemaIssues(result.issues).slice(0, MOST_ISSUES),
  )
}

/**
 * Returns the cells to compare a subject with: those of its name, or the only ones where both have one subject.
 *
 * @param names the names of all subjects that are drawn.
 * @throws GateError when there are none.
 */
export function cellsFor(
  earlier: EarlierAtlases,
  name: string | null,
  names: readonly (string | null)[],
  path: string,
): readonly EarlierCell[] {
  const [only] = earlier.values()
  const found = earlier.get(name) ?? (earlier.size === 1 && names.length === 1 ? only : undefined)
  if (found !== undefined) return found
  const known = [...earlier.keys()].map(one => (one === null ? 'one without a name' : printable(one)))
  throw new GateError(
    `--compare: ${quoted(path)} has no subject called ${quoted(name ?? '')}; its subjects: ${known.join(', ')}.`,
  )
}

function jsonIn(path: string): unknown {
  const read = readText(path)
  if ('problem' in read) throw new GateError(`--compare: ${quoted(path)} ${read.problem}.`)
  try {
    return JSON.parse(read.text)
  } catch {
    throw new GateError(`--compare: ${quoted(path)} is not JSON.`)
  }
}

const MOST_ISSUES = 5
