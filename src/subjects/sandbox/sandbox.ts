import { bubblewrapped } from './bubblewrap.ts'
import type { Confinement } from './confinement.ts'
import { realPath } from './real-homes.ts'
import { unshared } from './unshare.ts'

/** What a command is confined by. */
export type Sandbox = 'bwrap' | 'unshare' | 'none'

/** A command line that runs another where only the world and its temp directory can be written. */
export function confined(sandbox: Sandbox, argv: readonly string[], confinement: Confinement): string[] {
  if (sandbox === 'bwrap') return bubblewrapped(argv, confinement)
  return sandbox === 'unshare' ? unshared(argv, confinement) : [...argv]
}

/** The program of a sandbox that starts the command itself, when all is prepared; null where there is none. */
export function lastWrapper(sandbox: Sandbox): string | null {
  return { bwrap: 'bwrap', unshare: 'setpriv', none: null }[sandbox]
}

/** Whether root is had by `sudo`, which the harness can neither kill nor watch. */
export function isBySudo(sandbox: Sandbox): boolean {
  return sandbox === 'unshare' && process.getuid?.() !== 0
}

/** Where names are looked up, if that lies in a place that is hidden, such as /run. */
export function namesOfServers(): string[] {
  const path = realPath('/etc/resolv.conf')
  return path === null ? [] : [path]
}
