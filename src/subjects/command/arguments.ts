import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Job } from '../subject.ts'

/** Replaces `{homes}` by as many arguments, and `{root}` and `{request}` within one. */
export function filledArguments(argv: readonly string[], job: Job, requestFile: string): string[] {
  return argv.flatMap(argument =>
    argument === '{homes}'
      ? job.request.homes
      : [argument.replaceAll('{root}', job.seenAs).replaceAll('{request}', requestFile)],
  )
}

/** Returns the arguments that name files of the caller, as whole paths. */
export function filesOf(argv: readonly string[], from = process.cwd()): string[] {
  return absoluteArguments(argv, from).filter(path => path.startsWith('/') && existsSync(path))
}

/** Makes each argument that names a file of the caller absolute. */
export function absoluteArguments(argv: readonly string[], from: string): string[] {
  return argv.map((argument, i) => (isFile(argument, i, from) ? resolve(from, argument) : argument))
}

/** Whether an argument names a file of the caller. */
export function isFile(argument: string, index: number, from = process.cwd()): boolean {
  // The program itself is looked up on the path, unless it is named by a path.
  const isPath = index > 0 ? !argument.startsWith('-') : argument.includes('/')
  return isPath && argument !== '' && existsSync(resolve(from, argument))
}
