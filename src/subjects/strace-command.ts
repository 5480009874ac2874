import { isMalformed } from '../../fixtures/bytes.ts'
import type { PlannedFault } from './planned-fault.ts'
import { callsFor, watchedCalls } from './strace-calls.ts'

/**
 * What strace starts: it writes its log through a pipe to descriptor 3, which the program is not to have. A socket,
 * as Node makes it, cannot be opened as a file.
 */
const LOG = '|exec cat >&3'
const WITHOUT_LOG = ['/bin/sh', '-c', 'exec 3>&-; exec "$@"', 'sh'] as const

/**
 * A command line that runs another under strace, which holds each call that is watched for some milliseconds before it
 * is made, and has those that are planned to fail do so.
 */
export function straced(
  argv: readonly string[],
  {
    root,
    sees,
    fail,
  }: { readonly root: string; readonly sees: 'changes' | 'all'; readonly fail: PlannedFault | null },
  pause: number,
): string[] {
  const delayed = `delay_enter=${Math.round(pause * 1000)}`
  const calls = watchedCalls(sees)
  const failing = fail === null ? [] : callsFor(fail.calls)
  const others = calls.filter(call => !failing.includes(call))
  return [
    'strace',
    // With a filter in the kernel only these calls are stopped; strace does without where there is no such thing.
    ...['-f', '--seccomp-bpf', '--quiet=attach,personality,path-resolution,thread-execve'],
    ...['-ttt', '-y', '-xx', '-s', '0', '-o', LOG],
    ...['-e', `trace=${known([...calls, ...failing, 'execve', 'execveat'])}`],
    ...['-e', `inject=${known(others)}:${delayed}`],
    ...(fail === null
      ? []
      : [
          ...['-e', `inject=${known(failing)}:error=${fail.errno}:${delayed}:when=${fail.nth ?? '1+'}`],
          ...spellings(root, fail.path).flatMap(path => ['-P', path]),
        ]),
    ...['--', ...WITHOUT_LOG, ...argv],
  ]
}

/** Calls that this machine may not have are passed over. */
function known(calls: readonly string[]): string {
  return calls.map(call => `?${call}`).join()
}

/** As a program may spell a path: strace compares it by the letter. Its working directory is somewhere above. */
function spellings(root: string, path: string): string[] {
  const parts = path.split('/')
  const relative = parts.map((_, i) => parts.slice(i).join('/'))
  return [`${root}/${path}`, ...relative, ...relative.map(one => `./${one}`)]
}

/** Whether strace can be told of a path: its arguments are text. */
export function canBePlanned({ path }: PlannedFault): boolean {
  return Buffer.from(path).toString() === path && !isMalformed(path) && !/[\udc80-\udcff]/u.test(path)
}
