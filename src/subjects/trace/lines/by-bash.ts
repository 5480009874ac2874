import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { toPath } from '../../../../fixtures/disk/bytes.ts'
import { orNull } from '../../or-null.ts'

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
  const content = orNull(() => readFileSync(toPath(file)))
  const [, words = ''] = /^#![ \t]*(.*)/.exec(content?.toString('latin1') ?? '') ?? []
  return words.split(/[ \t]+/).filter(word => word !== '')
}
