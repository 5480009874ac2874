import { lstatSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { UsageError } from '../usage-error.ts'
import type { Config } from './config-schema.ts'

/** The config of the current directory, and where it is from. */
export interface FoundConfig {
  readonly config: Config
  /** What its relative homes are taken from. */
  readonly directory: string
}

const NAME = 'shared-links'
const FILES = ['ts', 'mts', 'js', 'mjs', 'json'].map(kind => `${NAME}.config.${kind}`)

/**
 * Finds and reads the config of the current directory; an empty one where there is none. What reads and judges it is
 * imported only then, since most runs have none.
 *
 * @throws UsageError when it cannot be read, is wrong, or there is more than one.
 */
export async function findConfig(): Promise<FoundConfig> {
  const places = [...FILES, 'package.json'].filter(isThere)
  if (places.length === 0) return { config: {}, directory: '.' }
  // A FIFO would be read for ever.
  const odd = places.find(place => statSync(place, { throwIfNoEntry: false })?.isFile() === false)
  if (odd !== undefined) throw new UsageError([`${odd}: expected a file`])
  const { readConfigs } = await import('./read-config.ts')
  const found = await readConfigs(NAME, places)
  if (found === null) return { config: {}, directory: '.' }
  const { judgedConfig } = await import('./config-schema.ts')
  return { config: judgedConfig(found.content, found.place), directory: dirname(found.path) }
}

/** A link that leads nowhere is there: a config that was meant and cannot be read is no missing one. */
function isThere(place: string): boolean {
  return lstatSync(place, { throwIfNoEntry: false }) !== undefined
}
