import { join } from 'node:path/posix'
import { type Deployment, plainLink, ROOT_HOME, type SharedLink } from '../../../fixtures/deployment.ts'
import { nameOf, parentOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'

/** A link in a home. Its home and its target are relative to the root. */
export interface MadeLink extends SharedLink {
  readonly home: string
}

/** Returns the links of a tree that lead to a place in it. */
export function madeLinks({ entries, seenAs }: Snapshot): MadeLink[] {
  return [...entries].flatMap(([path, { text }]) => {
    const home = parentOf(path) || ROOT_HOME
    const target = text === undefined ? null : placeOf(text, home, seenAs)
    if (target === null) return []
    const kind = entries.get(target)?.type === 'file' ? 'file' : 'directory'
    return [{ home, ...plainLink({ name: nameOf(path), target, kind }) }]
  })
}

function placeOf(text: string, directory: string, seenAs: string): string | null {
  if (text.startsWith('/')) return text.startsWith(`${seenAs}/`) ? text.slice(seenAs.length + 1) : null
  const path = join(directory, text)
  return path.startsWith('..') || path === '.' ? null : path
}

/**
 * Returns the deployment that a tree shows: the links that two homes or more have in common, and the homes that have all of
 * them. Where no two homes have a link in common, it is the home with the most links. Null for a tree without links.
 *
 * @example
 * const made = deploymentIn(w.snapshot()) // { homes: ['a', 'b'], links: [{ name: 'projects', target: 's/projects' }] }
 */
export function deploymentIn(after: Snapshot): Deployment | null {
  const byHome = grouped(madeLinks(after))
  const shared = linksOf([...byHome.values()].flat()).filter(
    link => [...byHome.values()].filter(links => has(links, link)).length > 1,
  )
  if (shared.length > 0) {
    const homes = [...byHome].flatMap(([home, links]) =>
      shared.every(link => has(links, link)) ? [home] : [],
    )
    if (homes.length > 0) return { homes, links: shared }
  }
  const [most] = [...byHome].sort(([, a], [, b]) => b.length - a.length)
  return most === undefined ? null : { homes: [most[0]], links: linksOf(most[1]) }
}

function grouped(made: readonly MadeLink[]): Map<string, MadeLink[]> {
  const byHome = new Map<string, MadeLink[]>()
  for (const link of made) byHome.set(link.home, [...(byHome.get(link.home) ?? []), link])
  return byHome
}

function has(links: readonly MadeLink[], { name, target }: SharedLink): boolean {
  return links.some(link => link.name === name && link.target === target)
}

/** Returns each name and target once. */
function linksOf(made: readonly MadeLink[]): SharedLink[] {
  const distinct = new Map(made.map(link => [`${link.name}\0${link.target}`, plainLink(link)]))
  return [...distinct.values()]
}
