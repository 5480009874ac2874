import type { Deployment } from '../../fixtures/deployment.ts'
import { type FlatTree, isWithin } from '../../fixtures/flat.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/world-spec.ts'

/**
 * Makes a world smaller for as long as it still breaks the law: homes, links, entries, modes and names are taken
 * away one by one, the largest first, until none can be. It needs no knowledge of how the world was made.
 */
export async function minimise(
  spec: WorldSpec,
  isBroken: (spec: WorldSpec) => Promise<boolean>,
  mayChangeRequest: boolean,
): Promise<WorldSpec> {
  let smallest = spec
  for (let found = true; found; ) {
    found = false
    for (const candidate of smaller(smallest, mayChangeRequest)) {
      if (!(await isBroken(candidate))) continue
      smallest = candidate
      found = true
      break
    }
  }
  return smallest
}

/**
 * How hard a world is to take in: by its entries, and by how far-fetched they are. A transcript in a directory or
 * behind a link is what people lose; a file called like a link is seldom seen, and nobody mourns an empty one.
 */
export function sizeOf({ tree, deployment, rootName }: WorldSpec): number {
  const files = [...tree].filter(([, { type }]) => type === 'file')
  const empty = files.filter(([, entry]) => entry.type === 'file' && entry.content.length === 0)
  const odd = files.filter(([path]) => deployment.links.some(({ name }) => path.endsWith(`/${name}`)))
  const asked = deployment.homes.length + deployment.links.length
  return tree.size * 10 + odd.length * 25 + empty.length * 200 + asked + (rootName === PLAIN_ROOT ? 0 : 5)
}

function* smaller(spec: WorldSpec, mayChangeRequest: boolean): Generator<WorldSpec> {
  const { deployment, tree, rootName } = spec
  if (rootName !== PLAIN_ROOT) yield { ...spec, rootName: PLAIN_ROOT }
  if (mayChangeRequest) for (const asked of fewer(deployment)) yield { ...spec, deployment: asked }
  const paths = [...tree.keys()].sort((a, b) => a.split('/').length - b.split('/').length)
  for (const path of paths) {
    const less = without(tree, path)
    if (less !== undefined) yield { ...spec, tree: less }
  }
  for (const [path, entry] of tree) {
    if (!('mode' in entry) || entry.mode === undefined) continue
    const { mode: _, ...plain } = entry
    yield { ...spec, tree: new Map(tree).set(path, plain) }
  }
}

function* fewer({ homes, links }: Deployment): Generator<Deployment> {
  if (homes.length > 1)
    for (const home of homes) yield { homes: homes.filter(other => other !== home), links }
  if (links.length > 1)
    for (const link of links) yield { homes, links: links.filter(other => other !== link) }
}

/** The tree without an entry and all it holds; undefined where a hard link needs a file that would be gone. */
function without(tree: FlatTree, gone: string): FlatTree | undefined {
  const rest = new Map([...tree].filter(([path]) => !isWithin(path, gone)))
  const isWhole = [...rest.values()].every(entry => entry.type !== 'hard-link' || rest.has(entry.to))
  return isWhole ? rest : undefined
}
