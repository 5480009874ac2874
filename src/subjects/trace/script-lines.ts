import { readFileSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fromBytes, toPath } from '../../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { removeTree } from '../../../fixtures/disk/remove.ts'
import { bashWord } from '../../../fixtures/text/shell-words.ts'
import type { Origin, ScriptLine, Step } from '../../observation/step.ts'

/** What begins each command that bash writes down, after one `+` for each subshell. */
const MARK = '\u0001'

/** The commands that bash runs in one run of a program, as it writes them down. */
export interface ScriptLines {
  /** What has bash do so, in the environment of the program. */
  readonly env: Readonly<Record<string, string>>
  /** What is about to make a step, while it waits for its decision. */
  readonly originOf: (step: Step) => Origin | null
}

/**
 * Has every bash of a run write down each command before it runs it (`set -x`), to a file and not among its output.
 *
 * @param temp a directory that the program may write in.
 * @param name of the files there.
 * @param own directories of the scripts whose lines are told: what runs them may be a script too, such as a shim.
 */
export function scriptLines(temp: string, name: string, own: readonly string[]): ScriptLines {
  const [setUp, lines] = [`${temp}/${name}.bash`, `${temp}/${name}.lines`]
  for (const file of [setUp, lines]) removeTree(file)
  const isOwn = ({ file }: ScriptLine) =>
    file === null || !file.startsWith('/') || own.some(directory => isWithin(file, directory))
  writeFileSync(
    setUp,
    [
      `exec {SHARED_LINKS_LINES}>>${bashWord(lines)}`,
      'BASH_XTRACEFD=$SHARED_LINKS_LINES',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: they are for bash to fill in.
      "PS4=$'+\\1${BASH_SOURCE}:${LINENO}: '",
      'set -x\n',
    ].join('\n'),
    { flag: 'wx' },
  )
  return {
    env: { BASH_ENV: setUp },
    originOf: ({ pid, by }) => {
      const args = pid === undefined ? null : argumentsOf(pid)
      return args === null ? null : { args, line: lineOf(linesIn(lines).filter(isOwn), by) }
    },
  }
}

/**
 * A command line that runs a script of `sh` by bash, which knows its lines; any other as it is. Nearly every script of
 * the one is one of the other, and whether it does the same is seen.
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

/** What the first line of a script says that it is run by. */
function interpreterOf(file: string): string[] {
  if (!file.startsWith('/')) return []
  const [, words = ''] = /^#![ \t]*(.*)/.exec(contentOf(file)?.toString('latin1') ?? '') ?? []
  return words.split(/[ \t]+/).filter(word => word !== '')
}

/** The command line of a process; null where it is gone. */
function argumentsOf(pid: number): string[] | null {
  const bytes = contentOf(`/proc/${pid}/cmdline`)
  return bytes === null || bytes.length === 0 ? null : fromBytes(bytes).replace(/\0$/, '').split('\0')
}

function linesIn(file: string): ScriptLine[] {
  const text = fromBytes(contentOf(file) ?? Buffer.of())
  return text.split(new RegExp(`^\\+*${MARK}`, 'm')).flatMap(entry => {
    const [, source = '', number, words = ''] = /^(.*?):(\d+): (.*)$/s.exec(entry) ?? []
    return number === undefined
      ? []
      : [{ file: source === '' ? null : source, number: Number(number), text: words.trimEnd() }]
  })
}

/** The last command that names the program; where none does, such as for a redirection, the last one. */
function lineOf(lines: readonly ScriptLine[], program: string): ScriptLine | null {
  const names = (text: string) => text.split(/[\s/]+/).includes(program)
  return lines.findLast(({ text }) => names(text)) ?? lines.at(-1) ?? null
}

function contentOf(path: string): Buffer | null {
  try {
    return readFileSync(toPath(path))
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return null
  }
}
