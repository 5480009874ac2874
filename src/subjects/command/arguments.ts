import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Job } from '../subject.ts'

/** Replaces an argument `{homes}` by one argument per home, and `{root}` and `{request}` within any argument. */
export function filledArguments(argv: readonly string[], job: Job, requestFile: string): string[] {
  return argv.flatMap(argument =>
    argument === '{homes}'
      ? job.request.homes
      : [argument.replaceAll('{root}', job.seenAs).replaceAll('{request}', requestFile)],
  )
}

/** Returns the absolute paths of the caller's files that arguments name. */
export function filesOf(argv: readonly string[], from = process.cwd()): string[] {
  return absoluteArguments(argv, from).filter(path => path.startsWith('/') && existsSync(path))
}

/** Makes each argument absolute that names a file of the caller. */
export function absoluteArguments(argv: readonly string[], from: string): string[] {
  return argv.map((argument, i) => (isFile(argument, i, from) ? resolve(from, argument) : argument))
}

/** Returns whether an argument names a file of the caller, who is in the directory `from`. */
export function isFile(argument: string, index: number, from = process.cwd()): boolean {
  // The program, which comes first, is looked up on the path unless it has a slash in it.
  const isPath = index > 0 ? !argument.startsWith('-') : argument.includes('/')
  return isPath && argument !== '' && existsSync(resolve(from, argument))
}
