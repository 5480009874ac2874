import { plainLink, type Request } from '../../fixtures/deployment.ts'
import type { Made } from './finding.ts'
import { cleanPath } from './path.ts'

/**
 * Returns a function that gives each made entry its own role: a home or target that another one lies in was made as a
 * parent.
 */
export function ownRoles({ homes, required }: Request): (made: Made) => Made {
  let own: Map<string, Made> | undefined
  return made => {
    if (made.role !== 'parent') return made
    own ??= new Map(
      [
        ...homes.map(home => ({
          role: 'home' as const,
          path: cleanPath(home),
          home,
          name: null,
          target: null,
        })),
        ...required.map(link => ({
          role: 'target' as const,
          path: cleanPath(link.target),
          home: null,
          ...plainLink(link),
        })),
      ].map(entry => [entry.path, entry]),
    )
    return own.get(made.path) ?? made
  }
}
