import * as v from 'valibot'
import { canExist, isEntryName } from '../../../fixtures/disk/flat-tree.ts'

/** The most entries of a captured machine. `capture` writes far fewer. */
const MOST_ENTRIES = 2000
/** The most places of a captured machine: homes, targets, and what links lead to elsewhere. */
const MOST_PLACES = 200

const NAME = v.pipe(v.string(), v.check(isEntryName, 'expected the name of an entry'))
const PATH = v.pipe(
  v.string(),
  v.maxLength(1000),
  v.check(path => path === '' || path.split('/').every(isEntryName), 'expected a path within its place'),
)
const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0))
const MODE = v.pipe(COUNT, v.maxValue(0o7777))
const NUMBER = v.pipe(COUNT, v.minValue(1), v.maxValue(MOST_PLACES))

/** The place that a link leads to, or that holds some entries. */
const PLACE = v.variant('kind', [
  v.strictObject({ kind: v.literal('home'), number: NUMBER }),
  v.strictObject({ kind: v.literal('target'), link: NAME }),
  v.strictObject({ kind: v.literal('elsewhere'), number: NUMBER }),
])

const ENTRY = v.variant('type', [
  v.strictObject({ path: PATH, type: v.literal('dir'), mode: MODE, more: v.exactOptional(COUNT) }),
  v.strictObject({ path: PATH, type: v.literal('file'), mode: MODE, size: COUNT }),
  v.strictObject({
    path: PATH,
    type: v.literal('link'),
    to: PLACE,
    at: PATH,
    isRelative: v.boolean(),
    endsWithSlash: v.boolean(),
  }),
  v.strictObject({ path: PATH, type: v.picklist(['fifo', 'socket']) }),
])

const ENTRIES = v.pipe(
  v.array(ENTRY),
  v.check(isTree, 'expected each entry once, and all its parents as directories'),
)

/** The schema of a captured machine. */
export const MACHINE = v.pipe(
  v.strictObject({
    version: v.literal(1),
    homes: v.pipe(v.array(ENTRIES), v.minLength(1), v.maxLength(MOST_PLACES)),
    targets: v.pipe(
      v.array(v.strictObject({ link: NAME, entries: ENTRIES })),
      v.minLength(1),
      v.maxLength(MOST_PLACES),
      v.check(all => new Set(all.map(({ link }) => link)).size === all.length, 'expected each link once'),
    ),
    elsewhere: v.pipe(v.array(ENTRIES), v.maxLength(MOST_PLACES)),
  }),
  v.check(({ homes, targets, elsewhere }) => {
    const all = [...homes, ...targets.map(({ entries }) => entries), ...elsewhere]
    return all.flat().length <= MOST_ENTRIES
  }, `expected at most ${MOST_ENTRIES} entries`),
)

/** The entries in the homes and targets of a machine. A place without entries is absent; its own entry has the path `""`. */
export type Machine = v.InferOutput<typeof MACHINE>
/** One entry of a captured machine, with its path within its place. */
export type MachineEntry = v.InferOutput<typeof ENTRY>
/** A home, a target, or something elsewhere. */
export type MachinePlace = v.InferOutput<typeof PLACE>

/** Returns whether each entry is there once, and all its parents are directories. */
function isTree(entries: v.InferOutput<typeof ENTRY>[]): boolean {
  // The place's own entry stands above all others.
  const tree = new Map(entries.map(({ path, type }) => [path === '' ? '.' : `./${path}`, { type }]))
  return tree.size === entries.length && canExist(tree)
}
