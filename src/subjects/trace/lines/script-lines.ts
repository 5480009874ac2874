import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fromBytes, toPath } from '../../../../fixtures/disk/bytes.ts'
import { isWithin } from '../../../../fixtures/disk/flat-tree.ts'
import { removeTree } from '../../../../fixtures/disk/remove.ts'
import { bashWord } from '../../../../fixtures/text/shell-words.ts'
import type { Origin, ScriptLine, Step } from '../../../observation/step.ts'
import { orNull } from '../../or-null.ts'
import { callerOf } from '../../process/proc.ts'
import { lineBehind, recordedLinesIn } from './recorded-lines.ts'

/** The record of the lines that the scripts of one run have come to. */
export interface ScriptLines {
  /** The variables that the program needs so that bash, Python and Node keep the record. */
  readonly env: Readonly<Record<string, string>>
  /** Returns the process and the script line that make a step, while that waits for its decision. */
  readonly originOf: (step: Step) => Origin | null
}

/**
 * Has every bash, Python and Node of a run record the line that it has come to before it makes a call or starts a program.
 * The record is a file, so that the program's output stays the same.
 *
 * @param temp a directory in which the program may write.
 * @param name the name of the files there, without their suffixes.
 * @param own the directories of the user's scripts. Lines of others, such as a shim that starts them, are ignored.
 */
export function scriptLines(temp: string, name: string, own: readonly string[]): ScriptLines {
  const record = `${temp}/${name}.lines`
  removeTree(record)
  const isOwn = ({ file }: ScriptLine) =>
    file === null || !file.startsWith('/') || own.some(directory => isWithin(file, directory))
  return {
    env: {
      BASH_ENV: bashRecorder(`${temp}/${name}.bash`, record),
      PYTHONPATH: copied('sitecustomize.py', `${temp}/${name}.python`),
      NODE_OPTIONS: `--require=${JSON.stringify(`${copied('record-lines.cjs', `${temp}/${name}.node`)}/record-lines.cjs`)}`,
      SHARED_LINKS_RECORD: record,
      SHARED_LINKS_OWN: own.map(directory => `${directory}/`).join('\n'),
    },
    originOf: step => {
      const args = step.pid === undefined ? null : argumentsOf(step.pid)
      if (step.pid === undefined || args === null) return null
      const lines = recordedLinesIn(fromBytes(contentOf(record) ?? Buffer.of())).filter(isOwn)
      return { args, line: lineBehind(step, callerOf(step.pid), lines) }
    },
  }
}

/** Writes what bash reads at its start (`set -x`), and returns its path. */
function bashRecorder(path: string, record: string): string {
  removeTree(path)
  writeFileSync(
    path,
    [
      `exec {SHARED_LINKS_LINES}>>${bashWord(record)}`,
      'BASH_XTRACEFD=$SHARED_LINKS_LINES',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: bash expands them.
      "PS4=$'+\\1${BASHPID} ${BASH_SOURCE}:${LINENO}: '",
      'set -x\n',
    ].join('\n'),
    { flag: 'wx' },
  )
  return path
}

/** Copies a recorder to a directory of its own, where a program in a sandbox sees it, and returns the directory. */
function copied(recorder: string, directory: string): string {
  removeTree(directory)
  mkdirSync(directory)
  cpSync(fileURLToPath(new URL(`./recorders/${recorder}`, import.meta.url)), `${directory}/${recorder}`)
  return directory
}

/** The command line of a process; null for a process that has ended. */
function argumentsOf(pid: number): string[] | null {
  const bytes = contentOf(`/proc/${pid}/cmdline`)
  return bytes === null || bytes.length === 0 ? null : fromBytes(bytes).replace(/\0$/, '').split('\0')
}

function contentOf(path: string): Buffer | null {
  return orNull(() => readFileSync(toPath(path)))
}
