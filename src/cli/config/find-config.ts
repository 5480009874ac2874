import { lstatSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { UsageError } from '../usage-error.ts'
import type { ValidConfig } from './config-schema.ts'

/** The config of the current directory. */
export interface FoundConfig {
  /** Empty if there is no config, or if it has problems. */
  readonly config: ValidConfig
  /** The directory from which its relative homes are taken. */
  readonly directory: string
  /** Everything that is wrong with it. Each problem names the file and the key. */
  readonly problems: readonly string[]
}

const NAME = 'shared-links'
const FILES = ['ts', 'mts', 'js', 'mjs', 'json'].map(kind => `${NAME}.config.${kind}`)

/**
 * Finds, reads and validates the config of the current directory. Most runs have none, so the code that reads and
 * validates one is loaded only if it is needed.
 *
 * @throws UsageError if it cannot be read, or there is more than one.
 */
export async function findConfig(): Promise<FoundConfig> {
  const places = [...FILES, 'package.json'].filter(exists)
  if (places.length === 0) return NO_CONFIG
  // Reading a FIFO would block for ever.
  const odd = places.find(place => statSync(place, { throwIfNoEntry: false })?.isFile() === false)
  if (odd !== undefined) throw new UsageError([`${odd}: expected a file`])
  const { readConfigs } = await import('./read-config.ts')
  const found = await readConfigs(NAME, places)
  if (found === null) return NO_CONFIG
  const { validateConfig } = await import('./config-schema.ts')
  const result = await validateConfig(found.content)
  return {
    config: 'config' in result ? result.config : {},
    directory: dirname(found.path),
    problems: 'config' in result ? [] : result.problems.map(problem => `${found.place}: ${problem}`),
  }
}

const NO_CONFIG: FoundConfig = { config: {}, directory: '.', problems: [] }

/** Counts a dangling symlink as a config: the user meant to have one, and reading it reports the error. */
function exists(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false }) !== undefined
}
