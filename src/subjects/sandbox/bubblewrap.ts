import { systemProgram } from '../process/system-programs.ts'
import type { Confinement } from './confinement.ts'
import { hostView, type Mount } from './host-view.ts'

const KEPT_CAPABILITIES = ['CAP_CHOWN', 'CAP_FOWNER', 'CAP_FSETID', 'CAP_SETUID', 'CAP_SETGID']

/** Returns a command line that runs another in bubblewrap. */
export function bubblewrapCommand(argv: readonly string[], confinement: Confinement): string[] {
  const { base, over } = hostView(confinement)
  const emptied = [...base, ...over].flatMap(({ kind, at }) => (kind === 'empty' ? [at] : []))
  return [
    systemProgram('bwrap'),
    '--die-with-parent',
    ...['--unshare-pid', '--unshare-ipc'],
    ...(confinement.network ? [] : ['--unshare-net']),
    ...base.flatMap(flagsOf),
    ...['--dev', '/dev', '--tmpfs', '/dev/shm', '--proc', '/proc'],
    ...over.flatMap(flagsOf),
    // Last, since mount points are made in them. Root owns /proc/sys, with the parameters of the kernel.
    ...['/dev', '/proc', ...emptied].flatMap(path => ['--remount-ro', path]),
    // Without the others, modes restrict root too. With these it can still give its files away.
    ...['--cap-drop', 'ALL'],
    ...(process.getuid?.() === 0 ? KEPT_CAPABILITIES.flatMap(name => ['--cap-add', name]) : []),
    ...['--chdir', confinement.seenAs, '--', ...argv],
  ]
}

function flagsOf(mount: Mount): string[] {
  switch (mount.kind) {
    case 'readable':
      return [mount.mayVanish === true ? '--ro-bind-try' : '--ro-bind', mount.from, mount.at]
    case 'writable':
      return ['--bind', mount.from, mount.at]
    case 'empty':
      // Bubblewrap's root directory is empty to begin with.
      return mount.at === '/' ? [] : ['--tmpfs', mount.at]
    case 'link':
      return ['--symlink', mount.text, mount.at]
  }
}
