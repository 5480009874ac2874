import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { ScriptLine } from '../../observation/step.ts'
import type { Blame } from '../shrink/blame.ts'

/** What did what a law is broken by, for a report. Its texts are safe to print; the root is `{root}` in them. */
export interface BlameReport {
  /** The call by its plain name, and the path that it was made on, relative to the root. */
  readonly call: string
  readonly path: string
  /** The other path of a rename or a link: where to; null for other calls. */
  readonly to: string | null
  /** The process, program and arguments; null for code that runs in the gate's own process. */
  readonly process: string | null
  /** The line of the shell script that started it; null where that is not known. */
  readonly line: { readonly file: string | null; readonly number: number; readonly text: string } | null
}

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

/** The lines that say it: where in the script, and which call of which process. */
export function blameText({ call, path, to, process, line }: BlameReport): string[] {
  const what = `${call} of \`${path}\`${to === null ? '' : ` to \`${to}\``}`
  const by = process === null ? what : `${what}, by the process \`${process}\``
  if (line === null) return [`The call that did it: ${by}`]
  const where = line.file === null ? `line ${line.number}` : `${line.file}:${line.number}`
  return [`The line that did it: ${where}: ${line.text}`, `  (${by})`]
}

/** A file of the current directory by its name there. */
function nameOf(file: string): string {
  const inside = relative(process.cwd(), file)
  return inside.startsWith('..') ? file : inside
}

/** The line as it stands in the script; null where it cannot be read, or says `"$@"` and not what was run. */
function sourceOf({ file, number, text }: ScriptLine, program: string): string | null {
  if (file === null) return null
  try {
    const line = readFileSync(file, 'utf8').split('\n')[number - 1]?.trim()
    const isOther = text.includes(program) && line?.includes(program) !== true
    return line === undefined || line === '' || isOther ? null : line
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return null
  }
}
