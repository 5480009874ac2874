import { statSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { realPath } from '../../../fixtures/disk/real-path.ts'

/** Returns the real path of a directory; null for anything else. */
export function realDirectory(path: string): string | null {
  const real = realPath(path)
  return real !== null && statSync(real, { throwIfNoEntry: false })?.isDirectory() === true ? real : null
}

/** Resolves the symlinks in a path whose end need not exist. */
export function resolved(path: string): string {
  if (!path.startsWith('/') || path === '/') return path
  const real = realPath(path)
  if (real !== null) return real
  const parent = resolved(dirname(path))
  return `${parent === '/' ? '' : parent}/${path.slice(path.lastIndexOf('/') + 1)}`
}
