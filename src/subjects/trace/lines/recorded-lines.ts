import type { ScriptLine, Step } from '../../../observation/step.ts'
import type { Lineage } from '../../process/proc.ts'

/** One line of a script that a recorder has noted, just before it made a call or started a program. */
export interface RecordedLine extends ScriptLine {
  /** The id of the process, as it sees itself. */
  readonly pid: number
}

/** Begins each recorded line, in bash after one `+` for each subshell. */
const SEPARATOR = '\u0001'

/** Reads a record: `PID FILE:LINE: TEXT` after each separator. */
export function recordedLinesIn(record: string): RecordedLine[] {
  return record.split(new RegExp(`^\\+*${SEPARATOR}`, 'm')).flatMap(entry => {
    const [, pid, source = '', number, words = ''] = /^(\d+) (.*?):(\d+): (.*)$/s.exec(entry) ?? []
    const file = source === '' ? null : source
    return number === undefined
      ? []
      : [{ pid: Number(pid), file, number: Number(number), text: words.trimEnd() }]
  })
}

/**
 * Returns the line behind a step: that of the nearest process whose script has a file. So a script that a wrapper starts is
 * preferred to the wrapper, and a line of a file to one that is given on the command line.
 */
export function lineBehind(
  { path, by }: Pick<Step, 'path' | 'by'>,
  { lineage, isAside }: Lineage,
  lines: readonly RecordedLine[],
): ScriptLine | null {
  const candidates = lineage.flatMap((pid, i) => {
    const own = lines.filter(line => line.pid === pid)
    if (own.length === 0) return []
    if (i > 0) return [lastNaming(own, by)]
    return [isAside ? closest(own, path) : own.at(-1)]
  })
  const found = candidates.find(line => line?.file !== null) ?? candidates[0] ?? lastNaming(lines, by)
  if (found === undefined) return null
  const { file, number, text } = found
  return { file, number, text }
}

/** Returns the last line that names a program; the last of all where none does, as for a redirection. */
function lastNaming(lines: readonly RecordedLine[], program: string): RecordedLine | undefined {
  const names = (text: string) => text.split(/[\s/]+/).includes(program)
  return lines.findLast(({ text }) => names(text)) ?? lines.at(-1)
}

/** Returns the last line that names a path, or else its nearest parent: other calls may have begun in the meantime. */
function closest(lines: readonly RecordedLine[], path: string): RecordedLine | undefined {
  const parts = path.split('/')
  const parents = parts.map((_, i) => parts.slice(0, parts.length - i).join('/'))
  const names = (text: string, parent: string) =>
    [' ', '/'].some(before => `${text} `.includes(`${before}${parent} `))
  const found = parents.map(parent => lines.findLast(({ text }) => names(text, parent)))
  return found.find(line => line !== undefined) ?? lines.at(-1)
}
