import { homedir, userInfo } from 'node:os'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { orNull } from '../or-null.ts'
import { realDirectory } from './real-path.ts'

/** Where programs and devices are. Nothing works in a sandbox that hides one of these. */
const SYSTEM = ['/bin', '/dev', '/etc', '/lib', '/lib32', '/lib64', '/proc', '/sbin', '/sys', '/usr']

/** Returns the real directories that are homes, or that hold homes. None lies in another. */
export function homePlaces(): string[] {
  // HOME may name another directory than the user's own.
  const own = orNull(() => userInfo().homedir) ?? '/root'
  const places = ['/home', '/root', homedir(), own].map(realDirectory)
  const hideable = places.filter(
    (place): place is string =>
      place !== null &&
      place !== '/' &&
      SYSTEM.every(path => !isWithin(path, place) && !isWithin(place, path)),
  )
  return outermost([...new Set(hideable)])
}

/** Returns the paths that lie in no other of them. */
export function outermost(paths: readonly string[]): string[] {
  return paths.filter(path => !paths.some(other => other !== path && isWithin(path, other)))
}

/** Returns the home in which a real path lies, or that it is; null for a path in none. */
export function homeOf(path: string, places: readonly string[] = homePlaces()): string | null {
  const place = places.find(one => isWithin(path, one))
  if (place !== '/home') return place ?? null
  const [, , name] = path.split('/')
  return name === undefined ? place : `${place}/${name}`
}
