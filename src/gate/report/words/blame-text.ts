import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { errnoOf } from '../../../../fixtures/disk/errno.ts'
import { printable } from '../../../../fixtures/text/printable.ts'
import type { ScriptLine } from '../../../observation/step.ts'
import type { Blame } from '../../shrink/blame.ts'

/** The call that broke a law, for a report. Its texts are safe to print, with the root as `{root}`. */
export interface BlameReport {
  /** The plain name of the call. */
  readonly call: string
  /** The path of the call, relative to the root. */
  readonly path: string
  /** The destination of a rename or link, relative to the root; null for other calls. */
  readonly to: string | null
  /** The command line of the process; null for code that runs in the gate's own process. */
  readonly process: string | null
  /** The line of the script behind the call, in bash, Python or JavaScript; null where it is unknown. */
  readonly line: { readonly file: string | null; readonly number: number; readonly text: string } | null
}

/** Prepares a blame for a report. */
export function blameReport({ step, origin, seenAs }: Blame): BlameReport {
  const shown = (text: string) => printable(text.replaceAll(seenAs, '{root}'))
  const line = origin?.line ?? null
  return {
    call: step.call,
    path: printable(step.path),
    to: step.to === null ? null : printable(step.to),
    process: origin === null ? null : origin.args.map(shown).join(' '),
    line: line && {
      file: line.file === null ? null : printable(nameOf(line.file)),
      number: line.number,
      text: shown(sourceOf(line, step.by) ?? line.text),
    },
  }
}

/** Words a blame: the line of the script if it is known, and the call with its process. */
export function blameText({ call, path, to, process, line }: BlameReport): string[] {
  const what = `${call} of \`${path}\`${to === null ? '' : ` to \`${to}\``}`
  const by = process === null ? what : `${what}, by the process \`${process}\``
  if (line === null) return [`The call that did it: ${by}`]
  return [`The line that did it: ${lineText(line)}`, `  (${by})`]
}

/** Returns a line of a script with its place: `install.sh:12: rm -rf "$home"`. */
export function lineText({ file, number, text }: NonNullable<BlameReport['line']>): string {
  return `${file === null ? `line ${number}` : `${file}:${number}`}: ${text}`
}

/** Returns the path of a file; relative for a file in the current directory. */
function nameOf(file: string): string {
  const inside = relative(process.cwd(), file)
  return inside.startsWith('..') ? file : inside
}

/** Returns the source of a line; null where it cannot be read, or says `"$@"` and not the command. */
function sourceOf({ file, number, text }: ScriptLine, program: string): string | null {
  if (file === null) return null
  try {
    const line = readFileSync(file, 'utf8').split('\n')[number - 1]?.trim()
    const isIndirect = text.includes(program) && line?.includes(program) !== true
    return line === undefined || line === '' || isIndirect ? null : line
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return null
  }
}
