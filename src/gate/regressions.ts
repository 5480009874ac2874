import { constants } from 'node:os'
import * as v from 'valibot'
import { fromBytes } from '../../fixtures/disk/bytes.ts'
import { type FlatEntry, parentOf } from '../../fixtures/disk/flat-tree.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { printable } from '../../fixtures/text/printable.ts'
import { repeatedLineOf } from '../../fixtures/text/repeated-line.ts'
import { LAW_IDS, type LawId } from '../laws/index.ts'
import type { Trouble } from '../observation/trouble.ts'
import { GateError } from './gate-error.ts'
import { schemaIssues } from './schema-issues.ts'

/** A world in which a law was broken, and the trouble under which it was. */
export interface Regression {
  readonly law: LawId
  readonly spec: WorldSpec
  readonly trouble: Trouble | null
}

/**
 * Reads what `regressionsText` has written.
 *
 * @throws GateError that lists all that is wrong with it.
 */
export function regressionsIn(text: string, place: string): Regression[] {
  const result = v.safeParse(FILE, parsed(text, place))
  if (result.success) return result.output.worlds.map(fromEntry)
  throw unreadable(
    place,
    schemaIssues(result.issues).map(issue => `  ${issue}`),
  )
}

/** The text of a file of regressions, for people to read and to commit: the same for the same. */
export function regressionsText(regressions: readonly Regression[]): string {
  return `${JSON.stringify({ version: 1, worlds: regressions.map(toEntry) }, null, 2)}\n`
}

/** Both lists as one, each regression once. */
export function joinedRegressions(known: readonly Regression[], found: readonly Regression[]): Regression[] {
  return [...new Map([...known, ...found].map(one => [JSON.stringify(toEntry(one)), one])).values()]
}

function parsed(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw unreadable(place, [`  ${printable(error instanceof Error ? error.message : String(error))}`])
  }
}

function unreadable(place: string, problems: readonly string[]): GateError {
  return new GateError(
    [
      `${place} cannot be read as worlds that broke a law:`,
      ...problems,
      'Mend it, take it back from version control, or move it away: it is written anew where a law breaks.',
    ].join('\n'),
  )
}

const NAME = v.pipe(v.string(), v.check(isName, 'expected the name of an entry'))
const PATH = v.pipe(v.string(), v.check(isPath, 'expected a path in the root, such as "a/projects"'))
const MODE = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0o7777)))
/** How long the content of a file may be, in characters. */
const LARGEST = 64 * 1024 * 1024

const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0))

/** One line many times over, before the rest of a file. */
const REPEATED = v.pipe(
  v.strictObject({ line: v.string(), times: COUNT }),
  v.check(({ line, times }) => line.length * times <= LARGEST, 'expected less than 64 MiB'),
)

const ENTRY = v.variant('type', [
  v.strictObject({ path: PATH, type: v.literal('dir'), mode: MODE }),
  v.strictObject({
    path: PATH,
    type: v.literal('file'),
    repeated: v.optional(REPEATED),
    content: v.string(),
    mode: MODE,
  }),
  v.strictObject({ path: PATH, type: v.literal('link'), text: v.pipe(v.string(), v.minLength(1)) }),
  v.strictObject({ path: PATH, type: v.literal('hard-link'), to: PATH }),
  v.strictObject({ path: PATH, type: v.literal('fifo') }),
  v.strictObject({ path: PATH, type: v.literal('socket') }),
])

const POINT = v.strictObject({
  among: v.picklist(['all', 'changes']),
  index: COUNT,
  call: v.string(),
  path: PATH,
  nth: v.pipe(COUNT, v.minValue(1)),
  volatileNames: v.array(NAME),
})
const EVERY = v.strictObject({
  every: v.picklist(['look', 'make', 'remove', 'write']),
  path: PATH,
  volatileNames: v.array(NAME),
})
const ERRNO = v.pipe(
  v.string(),
  v.check(errno => Object.hasOwn(constants.errno, errno), 'expected an errno such as "EACCES"'),
)
const ORDER = v.variant('by', [
  v.strictObject({ by: v.literal('holding'), before: POINT }),
  v.strictObject({ by: v.literal('turns'), turns: v.array(COUNT) }),
  v.strictObject({ by: v.literal('chance') }),
])
const TROUBLE = v.variant('kind', [
  v.strictObject({ kind: v.literal('crash'), before: POINT }),
  v.strictObject({ kind: v.literal('fault'), at: v.union([POINT, EVERY]), errno: ERRNO }),
  v.strictObject({
    kind: v.literal('intrusion'),
    before: POINT,
    path: PATH,
    makes: v.picklist(['file', 'directory', 'link']),
  }),
  v.strictObject({
    kind: v.literal('race'),
    runs: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(3)),
    order: ORDER,
  }),
  v.strictObject({ kind: v.literal('live-writes'), at: v.picklist(['every step', 'any time']) }),
])

const WORLD = v.pipe(
  v.strictObject({
    law: v.picklist(LAW_IDS),
    homes: v.pipe(v.array(PATH), v.minLength(1)),
    links: v.pipe(v.array(v.strictObject({ name: NAME, target: PATH })), v.minLength(1)),
    root: NAME,
    entries: v.pipe(
      v.array(ENTRY),
      v.check(isTree, 'expected each entry once, and its parents, as directories, too'),
    ),
    trouble: v.nullable(TROUBLE),
  }),
)

const FILE = v.strictObject({ version: v.literal(1), worlds: v.array(WORLD) })

function fromEntry({ law, homes, links, root, entries, trouble }: v.InferOutput<typeof WORLD>): Regression {
  const tree = new Map(
    entries.map(({ path, ...entry }) => {
      // What is not said must not be there.
      const { mode, repeated, ...rest } = { mode: undefined, repeated: undefined, ...entry }
      const whole =
        rest.type === 'file' && repeated !== undefined
          ? { ...rest, content: repeated.line.repeat(repeated.times) + rest.content }
          : rest
      return [path, (mode === undefined ? whole : { ...whole, mode }) as FlatEntry]
    }),
  )
  return { law, spec: { deployment: { homes, links }, tree, rootName: root }, trouble }
}

function toEntry({ law, spec, trouble }: Regression): v.InferInput<typeof WORLD> {
  const { deployment, tree, rootName } = spec
  return {
    law,
    homes: [...deployment.homes],
    links: deployment.links.map(({ name, target }) => ({ name, target })),
    root: rootName,
    entries: [...tree]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, entry]) =>
        entry.type === 'file' ? { path, ...entry, ...written(entry.content) } : { path, ...entry },
      ),
    trouble: trouble as v.InferInput<typeof TROUBLE> | null,
  }
}

/** A file's content, shorter where one line comes many times. */
function written(content: string | Uint8Array) {
  const text = typeof content === 'string' ? content : fromBytes(content)
  const repeated = repeatedLineOf(text)
  if (repeated === null) return { content: text }
  const { line, times, rest } = repeated
  return { repeated: { line, times }, content: rest }
}

function isName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name)
}

function isPath(path: string): boolean {
  return path.split('/').every(isName)
}

/** Whether entries can be built, each in a directory that is listed before anything is put through a link. */
function isTree(entries: v.InferOutput<typeof ENTRY>[]): boolean {
  const types = new Map(entries.map(entry => [entry.path, entry.type]))
  return (
    types.size === entries.length &&
    entries.every(({ path }) => parentOf(path) === '' || types.get(parentOf(path)) === 'dir') &&
    entries.every(entry => entry.type !== 'hard-link' || types.get(entry.to) === 'file')
  )
}
