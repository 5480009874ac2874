import { nameOf } from '../../fixtures/disk/flat-tree.ts'
import type { Observation } from '../observation/observation.ts'
import { isChange, type Step } from '../observation/step.ts'

/**
 * Returns the names that a run makes and that differ from run to run, such as those of temp files. Every new name with a
 * digit counts, since two runs may get the same process id by chance.
 *
 * @param others the steps of another run in the same world.
 * @param isOwn whether an entry was made by the subject in the world's history. Default: none was.
 */
export function volatileNamesOf(
  { before, expectation, deployment: { homes, links } }: Observation,
  steps: readonly Step[],
  others: readonly Step[],
  isOwn: (path: string) => boolean = () => false,
): Set<string> {
  const requested = [...homes, ...links.flatMap(({ name, target }) => [name, target]), ...expectation.places]
  const known = new Set(
    [...[...before.entries.keys()].filter(path => !isOwn(path)), ...requested].flatMap(path =>
      path.split('/'),
    ),
  )
  const again = namesOf(others)
  return new Set(
    [...namesOf(steps)].filter(name => !known.has(name) && (!again.has(name) || /\d/.test(name))),
  )
}

function namesOf(steps: readonly Step[]): Set<string> {
  return new Set(
    steps.filter(isChange).flatMap(({ path, to }) => [nameOf(path), ...(to === null ? [] : [nameOf(to)])]),
  )
}

/** Returns the volatile names in a path. */
export function volatileIn(path: string, volatileNames: ReadonlySet<string>): string[] {
  return path.split('/').filter(name => volatileNames.has(name))
}

/** Returns whether another path is the same, when any name may be in the place of a volatile one. */
export function isAt(
  { path, volatileNames }: { readonly path: string; readonly volatileNames: readonly string[] },
  other: string,
): boolean {
  if (path === other) return true
  if (volatileNames.length === 0) return false
  const [names, others] = [path.split('/'), other.split('/')]
  return (
    names.length === others.length &&
    names.every((name, i) => name === others[i] || volatileNames.includes(name))
  )
}

/** Returns a path with each volatile name replaced by `#`. */
export function withoutVolatile(path: string, volatileNames: ReadonlySet<string>): string {
  return path
    .split('/')
    .map(name => (volatileNames.has(name) ? '#' : name))
    .join('/')
}
