/** What a step does to the file system: whether it may fail, be preceded or be followed by trouble depends on it. */
export type StepKind = 'look' | 'make' | 'remove' | 'write'

/** One step of a run: a call that it is about to make on a path of its world. */
export interface Step {
  /** The call by its plain name: `mkdir` for `mkdirat`, `create` for an open that makes a file. */
  readonly call: string
  readonly kind: StepKind
  /** Relative to the world's root, with `.` and `..` taken out; never the root itself. */
  readonly path: string
  /** The other path of a `rename` or `link`: where to. Null for other calls, and where it leads out of the world. */
  readonly to: string | null
  /** The program that makes it, such as `ln`; empty in process. */
  readonly by: string
  /** The number of its process, or of the thread in it that makes the call; none in process. */
  readonly pid?: number
  /** What made the call, as far as it is known; only of a subject that is told about, and only of a change. */
  readonly origin?: Origin
}

/** A process, and where the shell script stood that started it. */
export interface Origin {
  /** The process's command line, program and arguments. */
  readonly args: readonly string[]
  /** Null where it was started by no bash script. */
  readonly line: ScriptLine | null
}

export interface ScriptLine {
  /** The script as it was called; null for the text after `-c`. */
  readonly file: string | null
  /** Counted from 1. */
  readonly number: number
  /** The command as bash was about to run it, its words filled in. */
  readonly text: string
}

const KINDS: Readonly<Record<string, StepKind>> = {
  mkdir: 'make',
  symlink: 'make',
  link: 'make',
  mknod: 'make',
  create: 'make',
  unlink: 'remove',
  rmdir: 'remove',
  rename: 'remove',
  truncate: 'write',
  write: 'write',
  chmod: 'write',
  chown: 'write',
  utimes: 'write',
}

/** The kind of a call by its plain name; what is not known only looks. */
export function kindOf(call: string): StepKind {
  return Object.hasOwn(KINDS, call) ? (KINDS[call] ?? 'look') : 'look'
}

/** Whether a step may change something. */
export function isChange({ kind }: Step): boolean {
  return kind !== 'look'
}
