import { ROOT_HOME } from '../../../fixtures/deployment.ts'
import { type FlatEntry, joined, nameOf, parentOf, put } from '../../../fixtures/disk/flat-tree.ts'
import type { FollowUp, WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { file } from '../../../fixtures/tree.ts'
import type { OwnEntry } from '../../experiments/own-entries.ts'
import type { TriedWorld } from './tried-world.ts'

/**
 * Returns worlds in which another process's data has the names that the subject uses for itself, as for a backup or a
 * temp entry. A name that differs from run to run cannot be taken. But if it differs by a number, and the subject puts
 * data there, a world with lower numbers holds what earlier runs put there.
 *
 * @param known patterns of names that earlier waves have taken; this wave adds its own.
 * @param most the most worlds to return.
 */
export function nameTakenWorlds(
  tried: readonly Pick<TriedWorld, 'spec' | 'made'>[],
  known: Set<string>,
  most: number,
): WorldSpec[] {
  const uses: Use[] = tried.flatMap(({ spec, made }) =>
    made.map(one => ({ spec, made: one, pattern: patternOf(one.path, spec) })),
  )
  const worlds: WorldSpec[] = []
  for (const [pattern, alike] of groupedBy(uses, use => use.pattern.replace(/\d+/g, '#'))) {
    if (alike.length < 2 || known.has(pattern)) continue
    known.add(pattern)
    const bySize = alike.toSorted((a, b) => a.spec.tree.size - b.spec.tree.size)
    const isNumbered = new Set(alike.map(use => use.pattern)).size > 1
    worlds.push(...(isNumbered ? withEarlierNumbers(bySize) : withNameTaken(bySize)))
  }
  return worlds.slice(0, most)
}

/** A name that a subject used for itself in a world. */
interface Use {
  readonly spec: WorldSpec
  readonly made: OwnEntry
  readonly pattern: string
}

/** The most shapes of entries to try under one name. */
const MOST_SHAPES = 3

/** Returns worlds with a name taken, one of each shape: a file is put over an entry otherwise than a directory is. */
function withNameTaken(bySize: readonly Use[]): WorldSpec[] {
  const smallestOfEach = [...groupedBy(bySize, shapeOf).values()].flatMap(([smallest]) => smallest ?? [])
  return smallestOfEach.slice(0, MOST_SHAPES).flatMap(taken)
}

/** Returns the shape of the entry that a subject made: a link, a file, or a directory with files at some depths. */
function shapeOf({ made: { type, files } }: Use): string {
  return [type, ...new Set(files.map(file => file.split('/').length))].join(' ')
}

function groupedBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return groups
}

/** Returns a path with the names of the request replaced by their roles: the backup of every link then reads the same. */
export function patternOf(path: string, { deployment: { homes, links } }: WorldSpec): string {
  const roles = [
    ...links.map(({ target }) => [target, '<target>'] as const),
    ...homes.filter(home => home !== ROOT_HOME).map(home => [home, '<home>'] as const),
    ...links.map(({ name }) => [name, '<link>'] as const),
  ].sort(([a], [b]) => b.length - a.length)
  return roles.reduce((pattern, [name, role]) => pattern.replaceAll(name, role), path)
}

/** The number of earlier backups: more than a subject is likely to keep. */
const EARLIER = 12

/** Returns a world in which earlier runs of the subject have put data under other numbers; none if it puts none there. */
function withEarlierNumbers(bySize: readonly Use[]): WorldSpec[] {
  const smallest = bySize.find(({ made: { path, files } }) => files.length > 0 && /\d/.test(nameOf(path)))
  if (smallest === undefined) return []
  const { spec, made } = smallest
  const [parent, name] = [parentOf(made.path), nameOf(made.path)]
  const number = Number(/\d+/.exec(name)?.[0])
  // A counter that starts near 0 has no room for lower numbers.
  const step = number > EARLIER ? -1 : 1
  const paths = Array.from({ length: EARLIER }, (_, i) => {
    const other = String(number + step * (i + 1))
    const earlier = name.replace(/\d+/, digits => other.padStart(digits.length, '0'))
    return `${joined(parent, earlier)}/only.jsonl`
  })
  return [withOthersFiles(spec, paths, 'name-taken')]
}

/**
 * Returns a world in which another process has a file at a path, and one in which it has a directory with files there.
 * None has a link: a subject that replaces a link loses no data.
 */
function taken({ spec, made: { path, files } }: Use): WorldSpec[] {
  const inDirectory = ['only.jsonl', ...files].map(name => `${path}/${name}`)
  return [[path], inDirectory].map(paths => withOthersFiles(spec, paths, 'name-taken'))
}

/** Returns a follow-up world in which another process has files at some paths. */
export function withOthersFiles(
  { states: _, ...spec }: WorldSpec,
  paths: readonly string[],
  kind: FollowUp,
): WorldSpec {
  const tree = new Map<string, FlatEntry>(spec.tree)
  for (const path of paths) put(tree, path, file(`somebody's ${path}\n`))
  return { ...spec, tree, kind }
}
