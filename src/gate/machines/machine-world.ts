import { posix } from 'node:path'
import { type Deployment, ROOT_HOME } from '../../../fixtures/deployment.ts'
import { canExist, type FlatEntry, joined, put } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import { file, linkTo } from '../../../fixtures/tree.ts'
import type { Machine, MachineEntry, MachinePlace } from './machine-schema.ts'

/** The most bytes of a file: what matters is that it holds something of its own. */
const LARGEST = 4096

/**
 * Returns a captured machine as a world: its homes and targets at the places of a deployment, in their order and by the names of
 * their links. Each file has a content of its own, of the captured size up to 4 KiB.
 *
 * @returns the problems where the machine does not fit the deployment.
 */
export function machineWorld(
  machine: Machine,
  deployment: Deployment,
): { readonly spec: WorldSpec } | { readonly problems: readonly string[] } {
  const { homes, targets, elsewhere } = machine
  const problems = [
    ...(homes.length > deployment.homes.length
      ? [`it has ${counted(homes.length, 'home')}, and the request ${deployment.homes.length}`]
      : []),
    ...targets
      .filter(({ link }) => !deployment.links.some(({ name }) => name === link))
      .map(({ link }) => `the request has no link ${quoted(link)}`),
  ]
  if (problems.length > 0) return { problems }
  const rootOf = (place: MachinePlace): string => {
    if (place.kind === 'elsewhere') return `captured-elsewhere/${place.number}`
    if (place.kind === 'target')
      return (
        deployment.links.find(({ name }) => name === place.link)?.target ?? `captured-target-${place.link}`
      )
    const home = deployment.homes[place.number - 1] ?? `captured-home-${place.number}`
    return home === ROOT_HOME ? '' : home
  }
  const places: readonly (readonly [MachinePlace, readonly MachineEntry[]])[] = [
    ...homes.map((entries, i) => [{ kind: 'home', number: i + 1 }, entries] as const),
    ...targets.map(({ link, entries }) => [{ kind: 'target', link }, entries] as const),
    ...elsewhere.map((entries, i) => [{ kind: 'elsewhere', number: i + 1 }, entries] as const),
  ]
  const tree = new Map<string, FlatEntry>()
  for (const [place, entries] of places) {
    for (const entry of entries) {
      const path = within(rootOf(place), entry.path)
      if (path !== '') put(tree, path, builtEntry(entry, path, rootOf))
    }
  }
  if (!canExist(tree))
    return { problems: ['its homes and targets lie within each other otherwise than in the request'] }
  return { spec: { deployment, tree, rootName: PLAIN_ROOT, kind: 'captured' } }
}

function within(root: string, path: string): string {
  return path === '' ? root : joined(root, path)
}

function builtEntry(entry: MachineEntry, path: string, rootOf: (place: MachinePlace) => string): FlatEntry {
  switch (entry.type) {
    case 'dir':
      return { type: 'dir', mode: entry.mode }
    case 'file':
      return { ...file(contentOf(path, entry.size)), mode: entry.mode }
    case 'link': {
      const to = within(rootOf(entry.to), entry.at)
      const text = entry.isRelative
        ? posix.relative(posix.dirname(`/${path}`), `/${to}`) || '.'
        : `{root}/${to}`
      return linkTo(entry.endsWithSlash ? `${text}/` : text)
    }
    default:
      return { type: entry.type }
  }
}

function contentOf(path: string, size: number): string {
  const line = `captured at ${path}\n`
  const length = Math.min(size, LARGEST)
  return line.repeat(Math.ceil(length / line.length)).slice(0, length)
}
