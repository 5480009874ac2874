import { systemProgram } from '../process/system-programs.ts'
import type { Confinement } from './confinement.ts'
import { unshareScript } from './unshare-script.ts'

/** The user as whom the command runs, which is the harness's own. */
export interface Caller {
  readonly uid: number
  readonly gid: number
  readonly groups: readonly number[]
}

/**
 * Returns a command line that runs another in its own namespaces, for machines on which bubblewrap may not create any.
 * It needs root, of the caller or by `sudo` without a password; the command then runs as the caller.
 *
 * A shell, as the first process of the namespace, assembles a file system and moves into it. It waits for the command,
 * since signals to a first process work differently (`kill $$` would do nothing), and by its own end ends all
 * processes of the namespace.
 *
 * @param caller Default: the user of this process.
 */
export function unshareCommand(
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
    ...[systemProgram('sh'), '-c', unshareScript(confinement), 'sh'],
    // sudo does not pass the environment on.
    ...(isRoot ? [] : [systemProgram('env'), '-i', ...assignments(confinement.env)]),
    ...[systemProgram('setpriv'), '--no-new-privs', '--inh-caps=-all', '--ambient-caps=-all'],
    // Without the others, modes restrict root too. With these it can still give its files away.
    `--bounding-set=-all${isRoot ? ',+chown,+fowner,+fsetid,+setuid,+setgid' : ''}`,
    ...(isRoot ? [] : [`--reuid=${caller.uid}`, `--regid=${caller.gid}`, groupsFlag(caller)]),
    // The kernel drops the signal that `--kill-child` asked for when a process changes its user.
    ...['--pdeathsig=KILL', '--', ...argv],
  ]
}

function assignments(env: Confinement['env']): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}

function groupsFlag({ groups }: Caller): string {
  return groups.length === 0 ? '--clear-groups' : `--groups=${groups.join(',')}`
}

function currentCaller(): Caller {
  return {
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    groups: process.getgroups?.() ?? [],
  }
}
