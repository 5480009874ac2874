import type { Signal } from './signal.ts'

/** The effect of a step on the file system. It decides which troubles can strike at the step. */
export type StepKind = 'look' | 'make' | 'move' | 'remove' | 'write'

/** One step of a run: a call that the subject is about to make on a path of its world. */
export interface Step {
  /** The plain name of the call: `mkdir` for `mkdirat`, `create` for an `open` that creates a file. */
  readonly call: string
  readonly kind: StepKind
  /** Relative to the world's root, with `.` and `..` resolved; never the root itself. */
  readonly path: string
  /** The destination of a `rename` or `link`. Null for other calls, and for a destination outside the world. */
  readonly to: string | null
  /** The program that makes the call, such as `ln`; empty for code of this process. */
  readonly by: string
  /** The id of the process, or of its thread, that makes the call; absent for code of this process. */
  readonly pid?: number
  /** The signals that the program handles at this step; absent for code of this process. */
  readonly handles?: readonly Signal[]
  /** The process and the script line behind the call. Only on changes, and only in an attributed run. */
  readonly origin?: Origin
}

/** A process, and the line of the script behind its call. */
export interface Origin {
  /** The process's command line: the program and its arguments. */
  readonly args: readonly string[]
  /** Null where no script in bash, Python or JavaScript is behind the call. */
  readonly line: ScriptLine | null
}

/** One line of a script in bash, Python or JavaScript, as it ran. */
export interface ScriptLine {
  /** The path of the script; null for a text on the command line. */
  readonly file: string | null
  /** Counted from 1. */
  readonly number: number
  /** The command that bash was about to run, with its words expanded; or the call with the texts among its arguments. */
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
  rename: 'move',
  truncate: 'write',
  write: 'write',
  chmod: 'write',
  chown: 'write',
  utimes: 'write',
}

/** Returns the kind of a call, given its plain name. A call that is not listed changes nothing: it is a `look`. */
export function kindOf(call: string): StepKind {
  return Object.hasOwn(KINDS, call) ? (KINDS[call] ?? 'look') : 'look'
}

/** Returns whether a step takes an entry away from its path. */
export function takesAway({ kind }: Pick<Step, 'kind'>): boolean {
  return kind === 'remove' || kind === 'move'
}

/** Returns whether a step may change something. */
export function isChange({ kind }: Step): boolean {
  return kind !== 'look'
}
