import { homedir } from 'node:os'

/** Returns a path of a config with the user's home for a `~` at its beginning. On a command line, the shell does that. */
export function withHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? homedir() + path.slice(1) : path
}
