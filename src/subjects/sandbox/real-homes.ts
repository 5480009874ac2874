import { homedir, userInfo } from 'node:os'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { realDirectory } from './real-path.ts'

/** Where programs and devices are. Nothing works in a sandbox that hides one of these. */
const SYSTEM = ['/bin', '/dev', '/etc', '/lib', '/lib32', '/lib64', '/proc', '/sbin', '/sys', '/usr']

/** Returns the real directories that are homes, or that hold homes. None lies in another. */
export function homePlaces(): string[] {
  const places = ['/home', '/root', homedir(), passwdHome()].map(realDirectory)
  const hideable = places.filter(
    (place): place is string =>
      place !== null &&
      place !== '/' &&
      SYSTEM.every(path => !isWithin(path, place) && !isWithin(place, path)),
  )
  const distinct = [...new Set(hideable)]
  return distinct.filter(place => !distinct.some(other => other !== place && isWithin(place, other)))
}

/** Returns the home in which a real path lies, or that it is; null for a path in none. */
export function homeOf(path: string, places: readonly string[] = homePlaces()): string | null {
  const place = places.find(one => isWithin(path, one))
  if (place !== '/home') return place ?? null
  const [, , name] = path.split('/')
  return name === undefined ? place : `${place}/${name}`
}

// HOME may name another directory.
function passwdHome(): string {
  try {
    return userInfo().homedir
  } catch {
    return '/root'
  }
}
