import { processLimit } from '../process/process-limit.ts'
import { bubblewrapCommand } from './bubblewrap.ts'
import type { Confinement } from './confinement.ts'
import { unshareCommand } from './unshare.ts'

/** The tool that confines a command: bubblewrap; `unshare`, with a file system that this package assembles; or none. */
export type Sandbox = 'bwrap' | 'unshare' | 'none'

/** Returns a command line that runs another in a sandbox, where only the world and its temp directory are writable. */
export function confined(sandbox: Sandbox, argv: readonly string[], confinement: Confinement): string[] {
  if (sandbox === 'bwrap') return bubblewrapCommand(argv, confinement)
  return sandbox === 'unshare' ? unshareCommand(argv, confinement) : [...argv]
}

/** Returns the most processes that a run in a sandbox may have; null for no limit, and for `unshare`, which sets one itself. */
export function processLimitIn(sandbox: Sandbox): number | null {
  return sandbox === 'bwrap' ? processLimit() : null
}

/** Returns the sandbox's own program that starts the command once all is prepared; null for no sandbox. */
export function lastWrapper(sandbox: Sandbox): string | null {
  return { bwrap: 'bwrap', unshare: 'setpriv', none: null }[sandbox]
}

/** Returns whether a sandbox gets root by `sudo`: the harness can then neither kill nor trace the command. */
export function isBySudo(sandbox: Sandbox): boolean {
  return sandbox === 'unshare' && process.getuid?.() !== 0
}
