import type { Confinement } from './confinement.ts'
import { systemProgram } from './system-programs.ts'
import { preparation } from './unshare-script.ts'

/** Who runs the harness. */
export interface Caller {
  readonly uid: number
  readonly gid: number
  readonly groups: readonly number[]
}

/**
 * A command line that runs another in namespaces of its own, for machines on which bubblewrap has no leave to make
 * any. It takes root: of the caller, or by `sudo` without a password; then the command runs as the caller.
 *
 * A shell, the first process of the namespace, puts a file system together and moves into it. It stays, since signals
 * mean something else to a first process (`kill $$` would do nothing), and ends with the command, by which all others
 * in the namespace are ended.
 */
export function unshared(
  argv: readonly string[],
  confinement: Confinement,
  caller = currentCaller(),
): string[] {
  const isRoot = caller.uid === 0
  return [
    ...(isRoot ? [] : [systemProgram('sudo'), '-n', '--']),
    systemProgram('unshare'),
    ...['--mount', '--propagation', 'private', '--pid', '--ipc'],
    ...(confinement.network ? [] : ['--net']),
    ...['--fork', '--kill-child'],
    ...[systemProgram('sh'), '-c', preparation(confinement), 'sh'],
    ...(isRoot
      ? []
      : [
          systemProgram('env'),
          '-i',
          ...Object.entries(confinement.env).map(([name, value]) => `${name}=${value}`),
        ]),
    ...[systemProgram('setpriv'), '--no-new-privs', '--inh-caps=-all', '--ambient-caps=-all'],
    // Root without the others obeys permissions as anybody does; it may still give its files away.
    `--bounding-set=-all${isRoot ? ',+chown,+fowner,+fsetid,+setuid,+setgid' : ''}`,
    ...(isRoot ? [] : [`--reuid=${caller.uid}`, `--regid=${caller.gid}`, groupsOf(caller)]),
    // A change of the user would have undone what `--kill-child` is for.
    ...['--pdeathsig=KILL', '--', ...argv],
  ]
}

function groupsOf({ groups }: Caller): string {
  return groups.length === 0 ? '--clear-groups' : `--groups=${groups.join(',')}`
}

function currentCaller(): Caller {
  return {
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    groups: process.getgroups?.() ?? [],
  }
}
