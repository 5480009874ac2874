import { accessSync, constants } from 'node:fs'

/** Where the system's programs are looked up; administration has its own places, which are on root's path alone. */
export function systemPath(): string {
  const path = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'
  return [...new Set([...path.split(':').filter(one => one.startsWith('/')), '/usr/sbin', '/sbin'])].join(':')
}

/**
 * The whole path of a program of the system, so that no stub of its name is taken for it; its name where there is none.
 */
export function systemProgram(name: string): string {
  const found = systemPath()
    .split(':')
    .map(place => `${place}/${name}`)
    .find(isExecutable)
  return found ?? name
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
