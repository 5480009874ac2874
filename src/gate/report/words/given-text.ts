import { ROOT_HOME } from '../../../../fixtures/deployment.ts'
import { type FlatTree, parentsOf } from '../../../../fixtures/disk/flat-tree.ts'
import { type Given, givenTree, NOTHING_GIVEN, onTop } from '../../../../fixtures/given/given.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import { bashWord, shellWord } from '../../../../fixtures/text/shell-words.ts'
import type { Run } from '../../../observation/run.ts'
import { inRoot, inSeen, onTopScript, worldScript } from '../world-script.ts'

/** The most entries, and characters of content, that a report lists of what is given; it refers to a larger tree by its name. */
const MOST = { entries: 40, characters: 4000 }

/** The entries that the worlds of a run hold before their own: a tree, and what a command makes of it. */
export interface Ground {
  readonly given: Given
  /** The command of `--setup`; null for none. */
  readonly setup: readonly string[] | null
}

/** The ground of a run for which nothing is given. */
export const NO_GROUND: Ground = { given: NOTHING_GIVEN, setup: null }

/** Returns the whole tree of a world, or its own entries alone where a report only names what is below them. */
export function listedTree({ tree, deployment }: WorldSpec, { given, setup }: Ground): FlatTree {
  const below = givenTree(given, deployment)
  return setup === null && isShort(below) ? onTop(below, tree) : tree
}

/** Returns the lines that name what is below the listed entries of a world; none where all entries are listed. */
export function groundLines({ deployment }: WorldSpec, { given, setup }: Ground): string[] {
  const isListed = setup === null && isShort(givenTree(given, deployment))
  return [
    ...(isListed || given.from === null
      ? []
      : [`on top of the entries of ${printable(given.from)} (--given)`]),
    ...(isListed || !given.homesExist ? [] : ['each home is there beforehand (--homes-exist)']),
    ...(setup === null ? [] : [`put there after this has run: ${setup.map(bashWord).join(' ')} (--setup)`]),
  ]
}

/**
 * Returns the lines of sh that build a world in `$root`.
 *
 * @param setUp the line that runs the command of `--setup`; null for none.
 * @param pathOf returns a file of the caller's as a word of sh.
 */
export function groundScript(
  { tree, deployment }: WorldSpec,
  given: Given,
  setUp: string | null,
  pathOf: (path: string) => string,
): string[] {
  const below = givenTree(given, deployment)
  if (setUp === null && isShort(below)) return worldScript(onTop(below, tree))
  const homes = given.homesExist ? deployment.homes.filter(home => home !== ROOT_HOME) : []
  const copied =
    given.from === null || isShort(below)
      ? worldScript(below)
      : [
          `find ${pathOf(given.from)}/ -mindepth 1 -maxdepth 1 -exec cp -a --no-preserve=ownership -t "$root" -- {} +`,
          ...[...given.tree].flatMap(([path, entry]) =>
            entry.type === 'link' && entry.text.includes('{root}')
              ? [`ln -sfn -- ${inSeen(entry.text)} ${inRoot(path)}`]
              : [],
          ),
          ...homes.map(home => `mkdir -p -- "$root"/${shellWord(home)}`),
        ]
  return [...copied, ...(setUp === null ? [] : [setUp]), ...onTopScript(tree)]
}

/**
 * Returns the paths of entries that a report does not list: those that were there before the world's own entries, and were
 * kept, if they are many.
 */
export function unlistedIn(
  { given, setup }: Ground,
  { tree }: WorldSpec,
  before: Snapshot,
  { changes }: Run,
): ReadonlySet<string> {
  if (given.tree.size === 0 && setup === null) return new Set()
  const isOfGround = (path: string) =>
    path !== '' && !tree.has(path) && (changes.fates.get(path) ?? 'kept') === 'kept'
  const paths = [...before.entries.keys()]
  const listed = [...paths.filter(path => !isOfGround(path)), ...changes.added]
  const parents = new Set(listed.flatMap(parentsOf))
  const unlisted = paths.filter(path => isOfGround(path) && !parents.has(path))
  return new Set(unlisted.length > MOST.entries ? unlisted : [])
}

function isShort(tree: FlatTree): boolean {
  const characters = [...tree.values()].reduce(
    (sum, entry) => sum + (entry.type === 'file' ? entry.content.length : 0),
    0,
  )
  return tree.size <= MOST.entries && characters <= MOST.characters
}
