import { release } from 'node:os'

/** How many processes of one run there may be at once. */
const PROCESSES = 1024

/**
 * A line of sh that root runs as the first of a process namespace, so that no more processes can be started in it or
 * below it: a script that forks without end would take all that the machine has, the harness's too, and to watch it
 * from outside is too slow. No limit on a user's processes holds for root. Nothing where that cannot be had: before
 * Linux 6.14 there is one bound for the whole machine, which is none of ours.
 */
export function processLimit(kernel = release()): string {
  const [major = 0, minor = 0] = kernel.split('.').map(Number)
  return major > 6 || (major === 6 && minor >= 14) ? `echo ${PROCESSES} >/proc/sys/kernel/pid_max` : ':'
}
