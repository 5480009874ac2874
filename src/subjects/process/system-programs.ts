import { accessSync, constants } from 'node:fs'
import { orNull } from '../or-null.ts'

/** Returns the path on which the system's programs are found: the caller's, and what is on root's alone. */
export function systemPath(): string {
  const path = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'
  return [...new Set([...path.split(':').filter(one => one.startsWith('/')), '/usr/sbin', '/sbin'])].join(':')
}

const found = new Map<string, string>()

/** Returns the absolute path of a system program, so that no stub replaces it; its name if it is not installed. */
export function systemProgram(name: string): string {
  const places = systemPath()
  const key = `${name} ${places}`
  const known = found.get(key)
  if (known !== undefined) return known
  const path = places
    .split(':')
    .map(directory => `${directory}/${name}`)
    .find(one => orNull(() => accessSync(one, constants.X_OK)) !== null)
  if (path !== undefined) found.set(key, path)
  return path ?? name
}
