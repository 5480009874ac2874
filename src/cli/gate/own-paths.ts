import { relative, resolve } from 'node:path'
import type { ValidSubjectConfig } from '../../gate/options/config.ts'
import { isFile } from '../../subjects/command/arguments.ts'
import { stubOf } from '../../subjects/command/stubs.ts'
import { withHome } from '../config/own-home.ts'

/**
 * Returns a config with the paths that are relative to its directory made relative to the working directory, and with the user's
 * home for `~`. No other absolute path comes in: reports show these paths, and `shared-links.regressions.json` keeps them for
 * other machines. A word of a command is a path only if it names a file, and `~` means nothing in it.
 */
export function fromDirectory(config: ValidSubjectConfig, directory: string): ValidSubjectConfig {
  const { command, setup, again, stdin, given, stub, machines } = config
  const moved = (path: string) => movedFrom(directory, withHome(path))
  const line = (words: readonly string[]) =>
    words.map((word, i) => (isFile(word, i, directory) ? asArgument(movedFrom(directory, word), i) : word))
  const stubs = stub?.map(text => {
    const { name, file } = stubOf(text)
    return file === null ? name : `${name}=${moved(file)}`
  })
  return {
    ...config,
    ...(command && { command: line(command) }),
    ...(setup && { setup: line(setup) }),
    ...(again && { again: line(again) }),
    ...(stdin && { stdin: moved(stdin) }),
    ...(given && { given: moved(given) }),
    ...(machines && { machines: machines.map(moved) }),
    ...(stubs && { stub: stubs }),
  }
}

function movedFrom(directory: string, path: string): string {
  if (path.startsWith('/') || resolve(directory) === process.cwd()) return path
  const moved = relative('', resolve(directory, path))
  return moved === '' ? '.' : moved
}

/** A program without a slash would be looked up on the path, and a dash would begin a flag. */
function asArgument(path: string, index: number): string {
  return path.startsWith('-') || (index === 0 && !path.includes('/')) ? `./${path}` : path
}
