import { kindOf } from './director.ts'

/** Which arguments of a call name a path: one for the directory that it is relative to, one for the path itself. */
export interface Operand {
  /** Null for the working directory. */
  readonly directory: number | null
  /** Null where the descriptor alone says it. */
  readonly path: number | null
}

export interface CallShape {
  /** The plain name, as in a `Step`; of an open the flags tell. */
  readonly plain: string
  readonly operands: readonly Operand[]
}

const named = (path: number): Operand => ({ directory: null, path })
const at = (directory: number): Operand => ({ directory, path: directory + 1 })
const opened = (directory: number): Operand => ({ directory, path: null })

const CHANGES: Readonly<Record<string, readonly [string, ...Operand[]]>> = {
  mkdir: ['mkdir', named(0)],
  mkdirat: ['mkdir', at(0)],
  symlink: ['symlink', named(1)],
  symlinkat: ['symlink', at(1)],
  link: ['link', named(0), named(1)],
  linkat: ['link', at(0), at(2)],
  mknod: ['mknod', named(0)],
  mknodat: ['mknod', at(0)],
  creat: ['create', named(0)],
  open: ['open', named(0)],
  openat: ['open', at(0)],
  openat2: ['open', at(0)],
  rmdir: ['rmdir', named(0)],
  unlink: ['unlink', named(0)],
  unlinkat: ['unlink', at(0)],
  rename: ['rename', named(0), named(1)],
  renameat: ['rename', at(0), at(2)],
  renameat2: ['rename', at(0), at(2)],
  truncate: ['truncate', named(0)],
  ftruncate: ['truncate', opened(0)],
  fallocate: ['truncate', opened(0)],
  write: ['write', opened(0)],
  pwrite64: ['write', opened(0)],
  writev: ['write', opened(0)],
  pwritev: ['write', opened(0)],
  pwritev2: ['write', opened(0)],
  sendfile: ['write', opened(0)],
  copy_file_range: ['write', opened(2)],
  splice: ['write', opened(2)],
  chmod: ['chmod', named(0)],
  fchmod: ['chmod', opened(0)],
  fchmodat: ['chmod', at(0)],
  fchmodat2: ['chmod', at(0)],
  chown: ['chown', named(0)],
  lchown: ['chown', named(0)],
  fchown: ['chown', opened(0)],
  fchownat: ['chown', at(0)],
}

const LOOKS: Readonly<Record<string, readonly [string, ...Operand[]]>> = {
  stat: ['stat', named(0)],
  lstat: ['stat', named(0)],
  newfstatat: ['stat', at(0)],
  statx: ['stat', at(0)],
  access: ['access', named(0)],
  faccessat: ['access', at(0)],
  faccessat2: ['access', at(0)],
  readlink: ['readlink', named(0)],
  readlinkat: ['readlink', at(0)],
  getdents: ['readdir', opened(0)],
  getdents64: ['readdir', opened(0)],
  chdir: ['chdir', named(0)],
}

const ALL = { ...CHANGES, ...LOOKS }

/** What the arguments of a call say; null for one that is not watched. */
export function shapeOf(call: string): CallShape | null {
  const [plain, ...operands] = (Object.hasOwn(ALL, call) ? ALL[call] : undefined) ?? []
  return plain === undefined ? null : { plain, operands }
}

/** The calls that are watched, by the kernel's names. */
export function watchedCalls(sees: 'changes' | 'all'): string[] {
  return Object.keys(sees === 'all' ? ALL : CHANGES)
}

/** The kernel's names of the calls that can be a step by one of these plain names. */
export function callsFor(plainNames: readonly string[]): string[] {
  const names = new Set(plainNames)
  const byOpen = names.has('create') || names.has('open') || names.has('truncate')
  return Object.entries(ALL).flatMap(([name, [plain]]) => {
    if (plain === 'open') return byOpen ? [name] : []
    // `rmdir` and `unlink` are both made by `unlinkat`.
    return names.has(plain) || (name === 'unlinkat' && names.has('rmdir')) ? [name] : []
  })
}

/** The plain name of a call whose flags say what it does. */
export function plainName({ plain }: CallShape, call: string, flags: string): string {
  if (plain === 'open')
    return flags.includes('O_CREAT') ? 'create' : flags.includes('O_TRUNC') ? 'truncate' : 'open'
  return call === 'unlinkat' && flags.includes('AT_REMOVEDIR') ? 'rmdir' : plain
}

/** Whether an empty path of such a call means its descriptor. To look at what is open already is to look at nothing. */
export function takesEmpty(plain: string): boolean {
  return plain === 'link' || (kindOf(plain) === 'write' && plain !== 'truncate')
}
