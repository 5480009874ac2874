import { release } from 'node:os'

/** The most processes that one run may have at a time. */
const LIMIT = 1024

/**
 * Returns a line of sh that limits the number of processes in a process namespace. Root must run it as the first
 * process there. A fork bomb takes the whole machine before the harness can kill it, and limits per user do not bind
 * root.
 *
 * Before Linux 6.14 the limit would hold for the whole machine, so the line does nothing there: it is `:`.
 *
 * @param kernel the release of Linux. Default: this machine's.
 */
export function processLimit(kernel = release()): string {
  const [major = 0, minor = 0] = kernel.split('.').map(Number)
  return major > 6 || (major === 6 && minor >= 14) ? `echo ${LIMIT} >/proc/sys/kernel/pid_max` : ':'
}
