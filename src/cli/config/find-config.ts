import { lstatSync, type Stats, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { quoted } from '../../../fixtures/text/printable.ts'
import { UsageError } from '../usage-error.ts'
import type { ValidConfig } from './config-schema.ts'

/** The config that was asked for, or else the one of the current directory, or of the nearest directory above it that has one. */
export interface FoundConfig {
  /** Empty if there is no config, or if it has problems. */
  readonly config: ValidConfig
  /** The absolute path of the directory from which its relative paths are taken. */
  readonly directory: string
  /** Everything that is wrong with it. Each problem names the file and the key. */
  readonly problems: readonly string[]
}

const NAME = 'shared-links'
/** The names of a config file. */
export const CONFIG_FILES = ['ts', 'mts', 'js', 'mjs', 'json'].map(kind => `${NAME}.config.${kind}`)

/**
 * Finds, reads and validates the nearest config: the one of the current directory, or of a directory above it. Most runs
 * have none, so the code that reads and validates one is loaded only if it is needed.
 *
 * @param file the config to read in place of the nearest one; null for the nearest one.
 * @throws UsageError if it cannot be read, if one directory has more than one, or if a config above the current directory
 * belongs to another user.
 */
export async function findConfig(file: string | null): Promise<FoundConfig> {
  if (file !== null) return await configAt(file)
  for (const directory of upwards()) {
    const found = await configIn(directory)
    if (found !== null) return found
  }
  return { config: {}, directory: '.', problems: [] }
}

/** Yields the current directory as `''`, and those above it as `../`, `../../` and so on. */
function* upwards(): Generator<string> {
  let above: Stats | undefined
  for (let directory = ''; ; directory += '../') {
    yield directory
    const here = above ?? statOf('./')
    above = statOf(`${directory}../`)
    // The root is its own parent. A directory that is gone, or that cannot be searched, shows none.
    if (here === undefined || above === undefined || (above.dev === here.dev && above.ino === here.ino))
      return
  }
}

function statOf(directory: string): Stats | undefined {
  try {
    return statSync(directory)
  } catch {
    return undefined
  }
}

/** Reads one file, of whichever user: it was asked for. */
async function configAt(file: string): Promise<FoundConfig> {
  if (!exists(file)) throw new UsageError([`the config ${quoted(file)} does not exist`])
  const found = await configAmong([file], dirname(file), () => false)
  if (found === null) throw new UsageError([`the config ${quoted(file)} has no key ${quoted(NAME)}`])
  return found
}

async function configIn(directory: string): Promise<FoundConfig | null> {
  const places = [...CONFIG_FILES, 'package.json'].map(file => directory + file).filter(exists)
  return await configAmong(places, directory, stat => directory !== '' && isForeign(stat))
}

/** Reads the one config among some files; null if there is none. */
async function configAmong(
  places: readonly string[],
  directory: string,
  isRefused: (stat: Stats) => boolean,
): Promise<FoundConfig | null> {
  if (places.length === 0) return null
  const files = places.map(place => [place, statSync(place, { throwIfNoEntry: false })] as const)
  // Reading a FIFO would block for ever.
  const odd = files.find(([, stat]) => stat?.isFile() === false)
  if (odd !== undefined) throw new UsageError([`${odd[0]}: expected a file`])
  const { readConfigs } = await import('./read-config.ts')
  const foreign = files.filter(([, stat]) => stat !== undefined && isRefused(stat))
  const found = await readConfigs(NAME, places, new Set(foreign.map(([place]) => place)))
  if (found === null) return null
  const { validateConfig } = await import('./config-schema.ts')
  const result = await validateConfig(found.content)
  return {
    config: 'config' in result ? result.config : {},
    directory: resolve(directory),
    problems: 'config' in result ? [] : result.problems.map(problem => `${found.place}: ${problem}`),
  }
}

/** Counts a dangling symlink as a config: the user meant to have one, and reading it reports the error. */
function exists(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false }) !== undefined
}

/** Returns whether a file belongs to neither the user, the user behind `sudo`, nor root. */
function isForeign({ uid }: Stats): boolean {
  return ![process.getuid?.(), Number(process.env['SUDO_UID'] ?? 0), 0].includes(uid)
}
