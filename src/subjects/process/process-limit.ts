import { release } from 'node:os'
import { systemProgram } from './system-programs.ts'

/** The most processes that one run may have at a time. */
const LIMIT = 1024

/**
 * Returns the most processes that a run may have, if a process namespace has to limit them; otherwise null. A fork bomb
 * takes the whole machine before the harness can kill it, and the limits of users do not bind root.
 *
 * Before Linux 6.14 the limit would hold for the whole machine, so there is none.
 *
 * @param kernel the release of Linux. Default: this machine's.
 * @param uid the user who starts the run. Default: the current one.
 */
export function processLimit(kernel = release(), uid = process.getuid?.()): number | null {
  const [major = 0, minor = 0] = kernel.split('.').map(Number)
  return uid === 0 && (major > 6 || (major === 6 && minor >= 14)) ? LIMIT : null
}

/** Returns a command of sh that limits a process namespace. Root must run it as the first process there. */
export function limitingCommand(limit: number | null): string {
  return limit === null ? ':' : `echo ${limit} >/proc/sys/kernel/pid_max`
}

/** Returns a command line that runs another in a process namespace with a limit. It ends with the process that starts it. */
export function inLimitedNamespace(argv: readonly string[], limit: number): string[] {
  return [
    // The program may die with its parent, which is now `unshare`, which must die with the harness.
    ...[systemProgram('setpriv'), '--pdeathsig=KILL', '--'],
    ...[systemProgram('unshare'), '--pid', '--fork', '--kill-child', '--'],
    ...[systemProgram('sh'), '-c', `${limitingCommand(limit)} && exec "$@"`, 'sh', ...argv],
  ]
}
