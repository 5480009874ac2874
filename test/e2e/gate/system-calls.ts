import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fromBytes } from '../../../fixtures/disk/bytes.ts'

/** One path that a system call was to change, whatever came of it. */
export interface Change {
  readonly call: string
  readonly path: string
}

/** Which arguments of a call are paths that it changes; a pair is a directory and what is relative to it. */
const CHANGED: Readonly<Record<string, readonly (number | readonly [number, number])[]>> = {
  creat: [0],
  mkdir: [0],
  mknod: [0],
  rmdir: [0],
  unlink: [0],
  truncate: [0],
  chmod: [0],
  chown: [0],
  lchown: [0],
  utime: [0],
  utimes: [0],
  setxattr: [0],
  lsetxattr: [0],
  removexattr: [0],
  mount: [1],
  rename: [0, 1],
  link: [0, 1],
  symlink: [1],
  mkdirat: [[0, 1]],
  mknodat: [[0, 1]],
  unlinkat: [[0, 1]],
  fchmodat: [[0, 1]],
  fchmodat2: [[0, 1]],
  fchownat: [[0, 1]],
  futimesat: [[0, 1]],
  utimensat: [[0, 1]],
  symlinkat: [[1, 2]],
  renameat: [
    [0, 1],
    [2, 3],
  ],
  renameat2: [
    [0, 1],
    [2, 3],
  ],
  linkat: [
    [0, 1],
    [2, 3],
  ],
  fchmod: [0],
  fchown: [0],
  ftruncate: [0],
  fsetxattr: [0],
}
const OPENS: Readonly<Record<string, number | readonly [number, number]>> = {
  open: 0,
  openat: [0, 1],
  openat2: [0, 1],
}
const STARTS = ['clone', 'clone3', 'fork', 'vfork']

/** What strace is asked for; a call that a machine does not have is passed over. */
export const TRACED = [...Object.keys(CHANGED), ...Object.keys(OPENS), ...STARTS, 'chdir', 'fchdir', 'execve']
  .map(name => `?${name}`)
  .join(',')

/**
 * The changes in the logs of `strace -ff -y`, one file for each process, by the process that runs `program` and all
 * that it starts, but for what runs in a sandbox: those arrange mounts of their own.
 */
export function changesIn(folder: string, program: string, cwd: string): Change[] {
  const logs = new Map(
    readdirSync(folder).map(name => [name.slice(name.lastIndexOf('.') + 1), linesOf(`${folder}/${name}`)]),
  )
  const first = [...logs].find(([, lines]) => lines[0]?.startsWith('execve(') && lines[0].includes(program))
  if (first === undefined) throw new Error(`no process ran ${program}`)
  return changesOf(first[0], cwd, logs)
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'latin1').split('\n')
}

function changesOf(pid: string, from: string, logs: ReadonlyMap<string, readonly string[]>): Change[] {
  const changes: Change[] = []
  const opened = new Map<string, string>()
  const add = (call: string, path: string) => {
    changes.push({
      call,
      path: path.replace(/^\/proc\/self\/fd\/(\d+)/, (all, fd: string) => opened.get(fd) ?? all),
    })
  }
  let cwd = from
  for (const line of logs.get(pid) ?? []) {
    const [, call = '', inner = '', result = ''] = /^(\w+)\((.*)\) += (.*)$/.exec(line) ?? []
    const args = argumentsIn(inner)
    if (call === 'execve' && STARTS_SANDBOX.test(args[0] ?? '') && !result.startsWith('-1')) break
    if (STARTS.includes(call)) changes.push(...changesOf(/^\d+/.exec(result)?.[0] ?? '', cwd, logs))
    if (call === 'chdir' && result.startsWith('0')) cwd = pathOf(args, 0, cwd)
    if (call === 'fchdir') cwd = pathOf(args, 0, cwd)
    // `mkdir -p` tries every parent, the root too.
    if (call === 'mkdir' && result.includes('EEXIST')) continue
    for (const place of CHANGED[call] ?? []) add(call, pathOf(args, place, cwd))
    const named = OPENS[call]
    if (named === undefined) continue
    // Where it was opened, links are followed already.
    const [, fd, real] = /^(\d+)<(.*)>$/.exec(result) ?? []
    if (fd !== undefined && real !== undefined) opened.set(fd, unescaped(real))
    if (!/O_(WRONLY|RDWR|CREAT|TRUNC|TMPFILE|APPEND)/.test(inner)) continue
    add(call, real === undefined ? pathOf(args, named, cwd) : unescaped(real))
  }
  return changes
}

/** The first programs of a sandbox that have namespaces of their own. */
const STARTS_SANDBOX = /\/(?:bwrap|unshare)"$/

function pathOf(args: readonly string[], place: number | readonly [number, number], cwd: string): string {
  const [base, at] = typeof place === 'number' ? [cwd, place] : [annotated(args[place[0]]) ?? cwd, place[1]]
  const arg = args[at] ?? ''
  // A descriptor is shown with its path; a null path means the descriptor itself.
  return arg.startsWith('"') ? resolve(base, unescaped(arg.slice(1, -1))) : (annotated(arg) ?? base)
}

function annotated(descriptor = ''): string | undefined {
  const path = /<(.*)>$/.exec(descriptor)?.[1]
  return path === undefined ? undefined : unescaped(path)
}

/** Splits at the commas that are in no quotes, brackets or braces. */
function argumentsIn(text: string): string[] {
  return [...text.matchAll(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|\{[^}]*\}|\[[^\]]*\]|[^,"<{[])+/g)].map(([arg]) =>
    arg.trim(),
  )
}

function unescaped(text: string): string {
  const short: Readonly<Record<string, number>> = { n: 10, t: 9, r: 13, v: 11, f: 12 }
  const bytes = [...text.matchAll(/\\([0-7]{1,3})|\\x([0-9a-f]{2})|\\(.)|([^\\])/gs)].map(
    ([, octal, hex, letter, plain = '']) => {
      if (octal !== undefined) return Number.parseInt(octal, 8)
      if (hex !== undefined) return Number.parseInt(hex, 16)
      return letter === undefined ? plain.charCodeAt(0) : (short[letter] ?? letter.charCodeAt(0))
    },
  )
  return fromBytes(Uint8Array.from(bytes))
}
