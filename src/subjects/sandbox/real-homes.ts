import { realpathSync, statSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { dirname } from 'node:path/posix'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'

/** Where programs lie: nothing works where one of these is hidden. */
const SYSTEM = ['/bin', '/dev', '/etc', '/lib', '/lib32', '/lib64', '/proc', '/sbin', '/sys', '/usr']

/** The real directories that are somebody's home, or in which homes lie. None lies in another. */
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

/** The home in which a real path lies, or that it is; null for one that lies in none. */
export function homeOf(path: string, places = homePlaces()): string | null {
  const place = places.find(one => isWithin(path, one))
  if (place !== '/home') return place ?? null
  const [, , name] = path.split('/')
  return name === undefined ? place : `${place}/${name}`
}

/** The real path of what exists; null for what does not. */
export function realPath(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

/** A path without symlinks in it, where it may not exist itself. */
export function whereIs(path: string): string {
  if (!path.startsWith('/') || path === '/') return path
  const real = realPath(path)
  if (real !== null) return real
  const parent = whereIs(dirname(path))
  return `${parent === '/' ? '' : parent}/${path.slice(path.lastIndexOf('/') + 1)}`
}

function realDirectory(path: string): string | null {
  const real = realPath(path)
  return real !== null && statSync(real, { throwIfNoEntry: false })?.isDirectory() === true ? real : null
}

// HOME may say something else.
function passwdHome(): string {
  try {
    return userInfo().homedir
  } catch {
    return '/root'
  }
}
