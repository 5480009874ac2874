import { lstatSync, readdirSync, readlinkSync } from 'node:fs'
import { dirname } from 'node:path/posix'
import { runProgram } from './run-program.ts'

/** What a command is confined by. */
export type Sandbox = 'bwrap' | 'none'

/** What may be written in a sandbox, and what must be seen in it. */
export interface Confinement {
  readonly root: string
  readonly seenAs: string
  readonly temp: string
  /** Read-only paths to be seen even where their file system is hidden. */
  readonly visible: readonly string[]
}

/** Whether bubblewrap confines a program here: found by doing it. Null if it does, else what it said. */
export async function bwrapFails(at: string): Promise<string | null> {
  const confinement = { root: at, seenAs: at, temp: at, visible: [] }
  try {
    const ended = await runProgram({
      argv: confined(['true'], confinement),
      env: { PATH: process.env['PATH'] ?? '' },
      cwd: '/',
      stdin: '',
      timeout: 10_000,
      mark: null,
    })
    return ended.exit === 0 ? null : ended.output.trim()
  } catch {
    return 'bwrap is not installed'
  }
}

/** A command line that runs another where only the world and its temp directory can be written. */
export function confined(argv: readonly string[], { root, seenAs, temp, visible }: Confinement): string[] {
  const host = seenAs === root ? AS_IT_IS : withMountPoint(seenAs)
  return [
    'bwrap',
    '--die-with-parent',
    '--unshare-pid',
    '--unshare-ipc',
    ...host.mounts,
    ...['--dev', '/dev', '--proc', '/proc'],
    ...hiddenSockets(),
    ...visible.flatMap(path => ['--ro-bind', path, path]),
    // Where /dev is hidden, what lies beside a world in /dev/shm would be made up, and could be written.
    ...(root.startsWith('/dev/') ? ['--ro-bind', dirname(root), dirname(root)] : []),
    ...['--bind', temp, temp, '--bind', root, seenAs],
    ...(host.madeUp === null ? [] : ['--remount-ro', host.madeUp]),
    // Root without these obeys permissions as anybody does; it may still give its files away.
    ...['--cap-drop', 'ALL'],
    ...(process.getuid?.() === 0 ? KEPT_CAPABILITIES.flatMap(name => ['--cap-add', name]) : []),
    ...['--chdir', seenAs, '--', ...argv],
  ]
}

const KEPT_CAPABILITIES = ['CAP_CHOWN', 'CAP_FOWNER', 'CAP_FSETID', 'CAP_SETUID', 'CAP_SETGID']

/**
 * Services of the host listen in /run: through a socket there a script could have Docker or systemd write anywhere.
 * Where programs themselves lie in it (NixOS), it has to be seen.
 */
function hiddenSockets(): string[] {
  const isOnPath = (process.env['PATH'] ?? '').split(':').some(path => path.startsWith('/run/'))
  return exists('/run') && !isOnPath ? ['--tmpfs', '/run'] : []
}

/** The whole file system, read-only, and a directory of it that is made up, which is still to be made read-only. */
interface Host {
  readonly mounts: readonly string[]
  readonly madeUp: string | null
}

const AS_IT_IS: Host = { mounts: ['--ro-bind', '/', '/'], madeUp: null }

/**
 * A place to mount at that the host may not have. bwrap cannot make one in a read-only directory, and so the deepest
 * parent that exists is replaced by an empty one with the same entries.
 */
function withMountPoint(mount: string): Host {
  if (exists(mount)) return AS_IT_IS
  let parent = dirname(mount)
  while (!exists(parent)) parent = dirname(parent)
  const entries = readdirSync(parent).flatMap(name => {
    const path = parent === '/' ? `/${name}` : `${parent}/${name}`
    return lstatSync(path).isSymbolicLink()
      ? ['--symlink', readlinkSync(path), path]
      : ['--ro-bind-try', path, path]
  })
  const mounts = parent === '/' ? entries : [...AS_IT_IS.mounts, '--tmpfs', parent, ...entries]
  return { mounts, madeUp: parent }
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
