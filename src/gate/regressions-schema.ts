import { constants } from 'node:os'
import * as v from 'valibot'
import { ROOT_HOME } from '../../fixtures/deployment.ts'
import { canExist, isEntryName } from '../../fixtures/disk/flat-tree.ts'
import { ACTIONS, STATE_DAMAGES } from '../../fixtures/states/world-spec.ts'
import { LAW_IDS } from '../laws/index.ts'
import { isOwnLawId, type OwnLawId } from '../laws/own-law.ts'
import { ADDRESSEES, SIGNALS } from '../observation/signal.ts'
import { INTERLUDES } from '../observation/trouble.ts'

// The format of `shared-links.regressions.json`. Version 2 added the key `gate` to each world.

/** The most characters in the content of a file. */
const LARGEST = 64 * 1024 * 1024

/** The most characters that all repeated lines of the file may make together. */
const MOST_REPEATED = 256 * 1024 * 1024

const NAME = v.pipe(v.string(), v.check(isEntryName, 'expected the name of an entry'))
const PATH = v.pipe(v.string(), v.check(isPath, 'expected a path relative to the root, such as "a/projects"'))
const MODE = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0o7777)))
const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0))

/** A line that a file begins with, many times over. */
const REPEATED = v.pipe(
  v.strictObject({ line: v.string(), times: COUNT }),
  v.check(repeated => lengthOf(repeated) <= LARGEST, 'expected less than 64 MiB'),
)

const ENTRY = v.variant('type', [
  v.strictObject({ path: PATH, type: v.literal('dir'), mode: MODE }),
  v.strictObject({
    path: PATH,
    type: v.literal('file'),
    repeated: v.exactOptional(REPEATED),
    content: v.string(),
    mode: MODE,
  }),
  v.strictObject({ path: PATH, type: v.literal('link'), text: v.pipe(v.string(), v.minLength(1)) }),
  v.strictObject({ path: PATH, type: v.literal('hard-link'), to: PATH }),
  v.strictObject({ path: PATH, type: v.literal('fifo') }),
  v.strictObject({ path: PATH, type: v.literal('socket') }),
])

const STEP_REF = v.strictObject({
  among: v.picklist(['all', 'changes']),
  index: COUNT,
  call: v.string(),
  path: PATH,
  nth: v.pipe(COUNT, v.minValue(1)),
  volatileNames: v.array(NAME),
})
const EVERY_STEP = v.strictObject({
  every: v.picklist(['look', 'make', 'move', 'remove', 'write']),
  path: PATH,
  volatileNames: v.array(NAME),
})
const ERRNO = v.pipe(
  v.string(),
  v.check(errno => Object.hasOwn(constants.errno, errno), 'expected an errno such as "EACCES"'),
)
const ORDER = v.variant('by', [
  v.strictObject({ by: v.literal('holding'), before: STEP_REF, other: v.exactOptional(STEP_REF) }),
  v.strictObject({ by: v.literal('turns'), turns: v.array(COUNT) }),
  v.strictObject({ by: v.literal('chance') }),
])
const TROUBLE = v.variant('kind', [
  v.strictObject({
    kind: v.literal('crash'),
    before: STEP_REF,
    interlude: v.exactOptional(v.picklist(INTERLUDES)),
  }),
  v.strictObject({
    kind: v.literal('signal'),
    before: STEP_REF,
    signal: v.picklist(SIGNALS),
    to: v.picklist(ADDRESSEES),
  }),
  v.strictObject({ kind: v.literal('fault'), at: v.union([STEP_REF, EVERY_STEP]), errno: ERRNO }),
  v.strictObject({
    kind: v.literal('intrusion'),
    before: STEP_REF,
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

const PAST_EVENT = v.variant('did', [
  v.strictObject({ did: v.literal('run') }),
  v.strictObject({ did: v.literal('killed-run'), beforeChange: v.pipe(COUNT, v.minValue(1)) }),
  v.strictObject({ did: v.picklist(STATE_DAMAGES) }),
  v.strictObject({ did: v.picklist(ACTIONS), path: PATH }),
])

const OWN_LAW = v.custom<OwnLawId>(id => typeof id === 'string' && isOwnLawId(id))

/** The schema of one regression: a world, its law, and its trouble. */
export const WORLD = v.strictObject({
  law: v.union([v.picklist(LAW_IDS), OWN_LAW], 'expected the id of a law'),
  homes: v.pipe(v.array(v.union([v.literal(ROOT_HOME), PATH])), v.minLength(1)),
  links: v.pipe(
    v.array(v.strictObject({ name: NAME, target: PATH, kind: v.exactOptional(v.literal('file')) })),
    v.minLength(1),
  ),
  root: NAME,
  entries: v.pipe(
    v.array(ENTRY),
    v.check(isTree, 'expected each entry once, and all its parents as directories'),
  ),
  history: v.exactOptional(v.array(PAST_EVENT)),
  trouble: v.nullable(TROUBLE),
  gate: v.exactOptional(v.array(v.string())),
})

/** The whole file. */
export const REGRESSIONS_FILE = v.strictObject({
  version: v.picklist([1, 2]),
  worlds: v.pipe(
    v.array(WORLD),
    v.check(worlds => repeatedIn(worlds) <= MOST_REPEATED, 'expected less than 256 MiB of repeated lines'),
  ),
})

/** One regression as it is written: a world, its law, and its trouble. */
export type WrittenRegression = v.InferOutput<typeof WORLD>

function lengthOf({ line, times }: { readonly line: string; readonly times: number }): number {
  return line.length * times
}

function repeatedIn(worlds: readonly WrittenRegression[]): number {
  let length = 0
  for (const { entries } of worlds)
    for (const entry of entries)
      if (entry.type === 'file' && entry.repeated !== undefined) length += lengthOf(entry.repeated)
  return length
}

function isPath(path: string): boolean {
  return path.split('/').every(isEntryName)
}

/** Returns whether entries can be built: each once, its parent a directory, so that no link leads out of the world. */
function isTree(entries: v.InferOutput<typeof ENTRY>[]): boolean {
  const tree = new Map(entries.map(entry => [entry.path, entry]))
  return tree.size === entries.length && canExist(tree)
}
