import { linkPaths } from '../../../fixtures/deployment.ts'
import { type FlatEntry, isWithin, nameOf, parentOf, put } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { repeatedLineOf } from '../../../fixtures/text/repeated-line.ts'

/**
 * Shrinks a world for as long as the law is still broken in it. It removes names, homes, links, entries and modes, many at
 * once and then one by one, until none can be removed, or the limit of tries is reached. It does not depend on how the world was
 * made.
 *
 * @param mayChangeRequest whether homes and links may be removed, too.
 */
export async function minimise(
  spec: WorldSpec,
  isBroken: (spec: WorldSpec) => Promise<boolean>,
  mayChangeRequest: boolean,
): Promise<WorldSpec> {
  let smallest = spec
  let tries = 0
  for (let found = true; found; ) {
    found = false
    for (const cut of cutsOf(smallest, mayChangeRequest)) {
      const candidate = cut(smallest)
      if (candidate === undefined) continue
      tries += 1
      if (tries > MOST_TRIES) return smallest
      if (!(await isBroken(candidate))) continue
      smallest = candidate
      found = true
    }
  }
  return smallest
}

/** The most worlds to try on the way to a smaller one. By then, a world is small unless the subject waits in most runs. */
const MOST_TRIES = 250

/**
 * Returns how hard a world is to understand: the number of its entries, and how unusual they are. People lose transcripts
 * in a directory, or behind a link to one. A file that is named like a link, or that a link leads to, is rare; a link
 * that climbs with `..` is hard to follow; a long name is hard to read; and an empty file is no loss.
 */
export function sizeOf({ tree, deployment, rootName, history = [] }: WorldSpec): number {
  const files = [...tree].filter(([, { type }]) => type === 'file')
  const empty = files.filter(([, entry]) => entry.type === 'file' && entry.content.length === 0)
  const texts = [...tree.values()].flatMap(entry => (entry.type === 'link' ? [entry.text] : []))
  const climbing = texts.filter(text => text.startsWith('../'))
  const unusual = files.filter(
    ([path]) =>
      texts.includes(`{root}/${path}`) || deployment.links.some(({ name }) => path.endsWith(`/${name}`)),
  )
  const long = [...tree.keys()].filter(path => path.length > LEGIBLE)
  const requested = deployment.homes.length + deployment.links.length
  const oddity = unusual.length * 35 + climbing.length * 15 + empty.length * 200 + long.length * 40
  return (tree.size + history.length) * 10 + oddity + requested + (rootName === PLAIN_ROOT ? 0 : 5)
}

/** The length of a path, in characters, that is still easy to read. */
const LEGIBLE = 100

/** Removes something from a world; undefined where it is absent, or cannot be removed. */
type Cut = (spec: WorldSpec) => WorldSpec | undefined

function cutsOf({ deployment, tree, rootName, history = [] }: WorldSpec, mayChangeRequest: boolean): Cut[] {
  const { homes, links } = deployment
  const paths = [...tree.keys()].sort()
  const singly = paths.toSorted((a, b) => a.split('/').length - b.split('/').length)
  return [
    ...history.map((_, i) => withoutEvent(i)),
    ...(rootName === PLAIN_ROOT ? [] : [withPlainRoot]),
    ...(mayChangeRequest ? [...homes.map(withoutHome), ...links.map(({ name }) => withoutLink(name))] : []),
    ...groups(paths).map(withoutEntries),
    ...singly.map(path => withoutEntries([path])),
    ...levelsIn(paths).map(withoutLevel),
    ...paths.map(withoutAlias),
    ...paths.map(withoutMode),
    ...paths.map(withoutRepeats),
  ]
}

/** Returns the paths in halves, in quarters and so on, down to pairs. */
function groups(paths: readonly string[]): string[][] {
  const found: string[][] = []
  for (let size = Math.ceil(paths.length / 2); size > 1; size = Math.ceil(size / 2)) {
    for (let at = 0; at < paths.length; at += size) found.push(paths.slice(at, at + size))
  }
  return found
}

function withoutEvent(index: number): Cut {
  return ({ history = [], ...spec }) =>
    index < history.length ? { ...spec, history: history.filter((_, i) => i !== index) } : undefined
}

function withPlainRoot(spec: WorldSpec): WorldSpec {
  return { ...spec, rootName: PLAIN_ROOT }
}

function withoutHome(home: string): Cut {
  return spec => {
    const homes = spec.deployment.homes.filter(other => other !== home)
    return homes.length === 0 ? undefined : { ...spec, deployment: { ...spec.deployment, homes } }
  }
}

function withoutLink(name: string): Cut {
  return spec => {
    const links = spec.deployment.links.filter(other => other.name !== name)
    return links.length === 0 ? undefined : { ...spec, deployment: { ...spec.deployment, links } }
  }
}

/** Removes some entries and all that they hold. A file stays for as long as it has a hard link. */
function withoutEntries(gone: readonly string[]): Cut {
  return spec => {
    const rest = new Map([...spec.tree].filter(([path]) => !gone.some(cut => isWithin(path, cut))))
    const isWhole = [...rest.values()].every(entry => entry.type !== 'hard-link' || rest.has(entry.to))
    return isWhole && rest.size < spec.tree.size ? { ...spec, tree: rest } : undefined
  }
}

/** Returns the names of all directories that are not empty. */
function levelsIn(paths: readonly string[]): string[] {
  return [...new Set(paths.map(path => nameOf(parentOf(path))))].filter(name => name !== '')
}

/** Moves the entries of all directories with a name one level up, in homes and in shared targets alike. */
function withoutLevel(level: string): Cut {
  return ({ deployment, tree, ...spec }) => {
    const requested = [...deployment.homes, ...deployment.links.flatMap(({ name, target }) => [name, target])]
    if (requested.some(path => path.split('/').includes(level))) return undefined
    const higher = (path: string) =>
      path
        .split('/')
        .filter((name, i) => i === 0 || name !== level)
        .join('/')
    const rest = new Map<string, FlatEntry>()
    for (const [path, entry] of tree) {
      if (entry.type === 'dir' && parentOf(path) !== '' && nameOf(path) === level) continue
      if (rest.has(higher(path))) return undefined
      rest.set(higher(path), carried(entry, higher))
    }
    return rest.size < tree.size ? { ...spec, deployment, tree: rest } : undefined
  }
}

/** Moves a directory to the place of a link to it, such as a home or a target. A required link stays. */
function withoutAlias(path: string): Cut {
  return ({ deployment, tree, ...spec }) => {
    const entry = tree.get(path)
    const to = entry?.type === 'link' ? entry.text.replace('{root}/', '') : path
    if (tree.get(to)?.type !== 'dir' || isWithin(path, to) || linkPaths(deployment).includes(path))
      return undefined
    const nearer = (one: string) => (isWithin(one, to) ? path + one.slice(to.length) : one)
    const rest = new Map<string, FlatEntry>()
    for (const [one, entry] of tree) if (one !== path) put(rest, nearer(one), carried(entry, nearer))
    return { ...spec, deployment, tree: rest }
  }
}

/** Returns an entry for a tree in which all paths change. */
function carried(entry: FlatEntry, placeOf: (path: string) => string): FlatEntry {
  return entry.type === 'hard-link' ? { ...entry, to: placeOf(entry.to) } : entry
}

function withoutMode(path: string): Cut {
  return spec => {
    const entry = spec.tree.get(path)
    if (entry === undefined || !('mode' in entry) || entry.mode === undefined) return undefined
    const { mode: _, ...plain } = entry
    return { ...spec, tree: new Map<string, FlatEntry>(spec.tree).set(path, plain) }
  }
}

/** Removes a line that a file begins with many times over; one such line stays where nothing follows. */
function withoutRepeats(path: string): Cut {
  return spec => {
    const entry = spec.tree.get(path)
    const repeated =
      entry?.type === 'file' && typeof entry.content === 'string' ? repeatedLineOf(entry.content) : null
    if (entry?.type !== 'file' || repeated === null) return undefined
    const content = repeated.rest === '' ? repeated.line : repeated.rest
    return { ...spec, tree: new Map<string, FlatEntry>(spec.tree).set(path, { ...entry, content }) }
  }
}
