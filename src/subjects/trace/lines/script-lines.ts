import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fromBytes, toPath } from '../../../fixtures/disk/bytes.ts'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import type { Origin, ScriptLine, Step } from '../../observation/step.ts'
import { orNull } from '../or-null.ts'

/** Begins each command that bash records, after one `+` for each subshell. */
const SEPARATOR = '\u0001'

/** The record of the commands that bash runs in one run of a program. */
export interface ScriptLines {
  /** The variables that the program needs so that bash keeps the record. */
  readonly env: Readonly<Record<string, string>>
  /** Returns the process and the script line that make a step, while that waits for its decision. */
  readonly originOf: (step: Step) => Origin | null
}

/**
 * Has every bash of a run record each command before it runs it (`set -x`). The record is a file, so that the
 * program's output stays the same.
 *
 * @param temp a directory in which the program may write.
 * @param name the name of the files there, without their suffixes.
 * @param own the directories of the user's scripts. Lines of others, such as a shim that starts them, are ignored.
 */
export function scriptLines(temp: string, name: string, own: readonly string[]): ScriptLines {
  const [setUp, record] = [`${temp}/${name}.bash`, `${temp}/${name}.lines`]
  for (const file of [setUp, record]) removeTree(file)
  const isOwn = ({ file }: ScriptLine) =>
    file === null || !file.startsWith('/') || own.some(directory => isWithin(file, directory))
  writeFileSync(
    setUp,
    [
      `exec {SHARED_LINKS_LINES}>>${bashWord(record)}`,
      'BASH_XTRACEFD=$SHARED_LINKS_LINES',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: bash expands them.
      "PS4=$'+\\1${BASH_SOURCE}:${LINENO}: '",
      'set -x\n',
    ].join('\n'),
    { flag: 'wx' },
  )
  return {
    env: { BASH_ENV: setUp },
    originOf: ({ pid, by }) => {
      const args = pid === undefined ? null : argumentsOf(pid)
      return args === null ? null : { args, line: lineOf(linesIn(record).filter(isOwn), by) }
    },
  }
}

/**
 * Returns a command line that runs a script of `sh` with bash, which records its lines; any other command line
 * unchanged. The trace shows it if such a script behaves differently under bash.
 */
export function byBash(argv: readonly string[]): readonly string[] {
  const [program = '', ...rest] = argv
  if (isPlainShell(program)) return ['bash', ...rest]
  const [interpreter = '', ...flags] = interpreterOf(program)
  return isPlainShell(interpreter) ? ['bash', ...flags, ...argv] : argv
}

function isPlainShell(program: string): boolean {
  return ['sh', 'dash'].includes(basename(program))
}

/** The words after `#!` in the first line of a script. */
function interpreterOf(file: string): string[] {
  if (!file.startsWith('/')) return []
  const [, words = ''] = /^#![ \t]*(.*)/.exec(contentOf(file)?.toString('latin1') ?? '') ?? []
  return words.split(/[ \t]+/).filter(word => word !== '')
}

/** The command line of a process; null for a process that has ended. */
function argumentsOf(pid: number): string[] | null {
  const bytes = contentOf(`/proc/${pid}/cmdline`)
  return bytes === null || bytes.length === 0 ? null : fromBytes(bytes).replace(/\0$/, '').split('\0')
}

function linesIn(record: string): ScriptLine[] {
  const text = fromBytes(contentOf(record) ?? Buffer.of())
  return text.split(new RegExp(`^\\+*${SEPARATOR}`, 'm')).flatMap(entry => {
    const [, source = '', number, words = ''] = /^(.*?):(\d+): (.*)$/s.exec(entry) ?? []
    return number === undefined
      ? []
      : [{ file: source === '' ? null : source, number: Number(number), text: words.trimEnd() }]
  })
}

/** The last command that names the program; the last of all where none does, as for a redirection. */
function lineOf(lines: readonly ScriptLine[], program: string): ScriptLine | null {
  const names = (text: string) => text.split(/[\s/]+/).includes(program)
  return lines.findLast(({ text }) => names(text)) ?? lines.at(-1) ?? null
}

function contentOf(path: string): Buffer | null {
  return orNull(() => readFileSync(toPath(path)))
}
