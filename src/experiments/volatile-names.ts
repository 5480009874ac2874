import { nameOf } from '../../fixtures/disk/flat-tree.ts'
import type { Observation } from '../observation/observation.ts'
import { isChange, type Step } from '../observation/step.ts'

/**
 * The names that a run makes and another one makes otherwise, such as those of temp files. The number of a process can
 * come again by chance, and so what has a digit is taken for new in each run as well.
 *
 * @param others the steps of another run in the same world.
 */
export function volatileNamesOf(
  { before, expectation, deployment: { homes, links } }: Observation,
  steps: readonly Step[],
  others: readonly Step[],
): Set<string> {
  const asks = [...homes, ...links.flatMap(({ name, target }) => [name, target]), ...expectation.places]
  const known = new Set([...before.entries.keys(), ...asks].flatMap(path => path.split('/')))
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

/** Those names in a path that are new in each run. */
export function volatileIn(path: string, volatileNames: ReadonlySet<string>): string[] {
  return path.split('/').filter(name => volatileNames.has(name))
}

/** Whether a path is the one of a point, or would be but for the names that are new in each run. */
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

/** A path in which every name that is new in each run reads the same. */
export function withoutVolatile(path: string, volatileNames: ReadonlySet<string>): string {
  return path
    .split('/')
    .map(name => (volatileNames.has(name) ? '#' : name))
    .join('/')
}
