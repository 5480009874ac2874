import * as v from 'valibot'
import { expected } from '../schema/expected.ts'
import { pathParts } from './path-parts.ts'

/** Validates a path in a world's root, and normalizes it: `./a//b/` becomes `a/b`. */
export const PATH_IN_ROOT: v.GenericSchema<string, string> = v.pipe(
  v.string(expected('a path')),
  v.check(path => problemOf(path) === null, expected("a path in the world's root", problemOf)),
  v.transform(path => pathParts(path).join('/')),
)

function problemOf(path: unknown): string | null {
  if (typeof path !== 'string') return null
  if (path.startsWith('/')) return 'it is absolute'
  if (path.startsWith('~')) return 'only a shell expands "~"'
  if (path.includes('{root}')) return 'it is relative to the root already: leave out "{root}"'
  if (path.split('/').includes('..')) return 'a ".." may lead out of it'
  return pathParts(path).length === 0 ? 'it names nothing' : null
}
