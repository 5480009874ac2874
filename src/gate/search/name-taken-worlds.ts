import { type FlatEntry, joined, nameOf, parentOf, put } from '../../../fixtures/disk/flat-tree.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { file } from '../../../fixtures/tree.ts'
import type { Made } from '../../experiments/names-made.ts'
import type { TriedWorld } from './tried-world.ts'

/** What somebody has under a name that the subject takes. Not a link: who pushes one aside in its turn loses nothing. */
const TAKEN = ['file', 'directory'] as const

/**
 * The worlds of a second wave: names that the subject was seen to take, as for a backup or a temp entry, are taken by
 * somebody's data. A name that is another one in each run is left alone; but where it is another by its number, and what
 * the subject puts away has it, there are some that it has put away before.
 *
 * @param known patterns that an earlier wave has been made of; those of this wave are added.
 * @param most how many worlds at most.
 */
export function nameTakenWorlds(
  tried: readonly Pick<TriedWorld, 'spec' | 'made'>[],
  known: Set<string>,
  most: number,
): WorldSpec[] {
  const uses: Use[] = tried.flatMap(({ spec, made }) =>
    made.map(one => ({ spec, made: one, name: patternOf(one.path, spec) })),
  )
  const worlds: WorldSpec[] = []
  for (const [name, alike] of groupedBy(uses, use => use.name.replace(/\d+/g, '#'))) {
    if (alike.length < 2 || known.has(name)) continue
    known.add(name)
    const bySize = alike.toSorted((a, b) => a.spec.tree.size - b.spec.tree.size)
    if (new Set(alike.map(use => use.name)).size > 1) {
      // With a number that is new each time: those before it hold what was put away before.
      const [least] = bySize.filter(
        ({ made: { path, files } }) => files.length > 0 && /\d/.test(nameOf(path)),
      )
      if (least !== undefined) worlds.push(withEarlier(least))
      continue
    }
    // What is put under a name meets a file otherwise than a directory.
    const leastOfEach = [...groupedBy(bySize, shapeOf).values()].flatMap(([least]) => least ?? [])
    for (const { spec, made } of leastOfEach.slice(0, SHAPES))
      worlds.push(...TAKEN.map(what => taken(spec, made, what)))
  }
  return worlds.slice(0, most)
}

/** A name that a subject took in a world. */
interface Use {
  readonly spec: WorldSpec
  readonly made: Made
  readonly name: string
}

/** How many of those that a name was taken for are tried, the smallest worlds first. */
const SHAPES = 3

/** What a subject put under a name: a link, a file, or a directory with files so deep in it. */
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

/** A path by the parts that it plays in the request: of a backup of a link the same for each link. */
export function patternOf(path: string, { deployment: { homes, links } }: WorldSpec): string {
  const roles = [
    ...links.map(({ target }) => [target, '<target>'] as const),
    ...homes.map(home => [home, '<home>'] as const),
    ...links.map(({ name }) => [name, '<link>'] as const),
  ].sort(([a], [b]) => b.length - a.length)
  return roles.reduce((pattern, [name, role]) => pattern.replaceAll(name, role), path)
}

/** How many earlier ones there are: more than anybody thinks of keeping. */
const EARLIER = 12

/** A world in which a subject has put away something before, under names whose first number is lower, or by so much higher. */
function withEarlier({ spec, made: { path } }: Use): WorldSpec {
  const [parent, name] = [parentOf(path), nameOf(path)]
  const number = Number(/\d+/.exec(name)?.[0])
  const step = number > EARLIER ? -1 : 1
  const tree = new Map<string, FlatEntry>(spec.tree)
  for (let nth = 1; nth <= EARLIER; nth += 1) {
    const earlier = name.replace(/\d+/, digits => String(number + step * nth).padStart(digits.length, '0'))
    const at = `${joined(parent, earlier)}/only.jsonl`
    put(tree, at, file(`somebody's ${at}\n`))
  }
  const { states: _, ...rest } = spec
  return { ...rest, tree, kind: 'name-taken' }
}

/** A world in which somebody has a file, or a directory with files, at a path. */
function taken(spec: WorldSpec, { path, files }: Made, what: (typeof TAKEN)[number]): WorldSpec {
  const tree = new Map<string, FlatEntry>(spec.tree)
  const paths = what === 'file' ? [path] : ['only.jsonl', ...files].map(name => `${path}/${name}`)
  for (const one of paths) put(tree, one, file(`somebody's ${one}\n`))
  const { states: _, ...rest } = spec
  return { ...rest, tree, kind: 'name-taken' }
}
