import { processLimit } from '../process/process-limit.ts'
import type { Confinement } from './confinement.ts'
import { hostView, type Mount } from './host-view.ts'
import { systemProgram } from './system-programs.ts'

const KEPT_CAPABILITIES = ['CAP_CHOWN', 'CAP_FOWNER', 'CAP_FSETID', 'CAP_SETUID', 'CAP_SETGID']

/** A command line that runs another in bubblewrap. */
export function bubblewrapped(argv: readonly string[], confinement: Confinement): string[] {
  const { base, over } = hostView(confinement)
  return [
    ...bounded(),
    systemProgram('bwrap'),
    '--die-with-parent',
    ...['--unshare-pid', '--unshare-ipc'],
    ...(confinement.network ? [] : ['--unshare-net']),
    ...base.flatMap(asFlags),
    ...['--dev', '/dev', '--tmpfs', '/dev/shm', '--proc', '/proc'],
    ...over.flatMap(asFlags),
    // Only when all is mounted in them. Root owns what sets the parameters of the kernel, in /proc/sys.
    ...[
      '/dev',
      '/proc',
      ...[...base, ...over].flatMap(({ kind, at }) => (kind === 'empty' ? [at] : [])),
    ].flatMap(path => ['--remount-ro', path]),
    // Root without these obeys permissions as anybody does; it may still give its files away.
    ...['--cap-drop', 'ALL'],
    ...(process.getuid?.() === 0 ? KEPT_CAPABILITIES.flatMap(name => ['--cap-add', name]) : []),
    ...['--chdir', confinement.seenAs, '--', ...argv],
  ]
}

function asFlags(mount: Mount): string[] {
  switch (mount.kind) {
    case 'see':
      return [mount.mayGo === true ? '--ro-bind-try' : '--ro-bind', mount.from, mount.at]
    case 'write':
      return ['--bind', mount.from, mount.at]
    case 'empty':
      // The root directory is one without being asked for.
      return mount.at === '/' ? [] : ['--tmpfs', mount.at]
    case 'link':
      return ['--symlink', mount.text, mount.at]
  }
}

/** What root puts in front, so that the command cannot fork without end; other users have bounds of their own. */
function bounded(): string[] {
  const bound = processLimit()
  if (process.getuid?.() !== 0 || bound === ':') return []
  const [setpriv, unshare] = [systemProgram('setpriv'), systemProgram('unshare')]
  if (![setpriv, unshare].every(path => path.startsWith('/'))) return []
  return [
    // bubblewrap dies with its parent, which is now another.
    ...[setpriv, '--pdeathsig=KILL', '--', unshare, '--pid', '--fork', '--kill-child', '--'],
    ...[systemProgram('sh'), '-c', `${bound} && exec "$@"`, 'sh'],
  ]
}
