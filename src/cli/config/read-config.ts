import { readFileSync } from 'node:fs'
import { basename, extname, resolve } from 'node:path'
import { isError } from '../../../fixtures/realms.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { UsageError } from '../usage-error.ts'
import { importModule, importTypeScript } from './import-config.ts'

/** The content of a config file, or of a package.json's key, not validated yet. */
export interface ReadConfig {
  /** Its name in messages: `shared-links.config.ts`, or `"shared-links" in package.json`. */
  readonly place: string
  readonly content: unknown
}

/**
 * Reads the one config among these files; null if there is only a package.json without the key.
 *
 * @param foreign those of the files that belong to another user. Reading such a module would run that user's code.
 * @throws UsageError if a file cannot be read, if a config is foreign, or if two files hold a config: neither has
 * precedence over the other.
 */
export async function readConfigs(
  key: string,
  files: readonly string[],
  foreign: ReadonlySet<string>,
): Promise<ReadConfig | null> {
  const read: ReadConfig[] = []
  for (const file of files) {
    const isManifest = basename(file) === 'package.json'
    if (foreign.has(file) && !isManifest) throw foreignConfig(file)
    const content = await loaded(file, isManifest ? key : null)
    if (isManifest && (content === undefined || content === null)) continue
    const place = isManifest ? `"${key}" in ${file}` : file
    if (foreign.has(file)) throw foreignConfig(place)
    if (content === undefined)
      throw new UsageError([`${place} holds no config: export an object as the default`])
    read.push({ place, content })
  }
  if (read.length > 1) {
    const places = read.map(({ place }) => place).join(' and ')
    throw new UsageError([`there is more than one config: ${places}; keep one of them`])
  }
  return read[0] ?? null
}

function foreignConfig(place: string): UsageError {
  return new UsageError([
    `${place} belongs to another user, whose commands it may hold: run this in the directory of that file if you trust it`,
  ])
}

async function loaded(file: string, key: string | null): Promise<unknown> {
  try {
    return await load(resolve(file), key)
  } catch (error) {
    const words = isError(error) ? `${error.name}: ${error.message}` : String(error)
    throw new UsageError([`${file} cannot be read: ${printable(words)}`])
  }
}

async function load(path: string, key: string | null): Promise<unknown> {
  const kind = extname(path)
  if (kind === '.ts' || kind === '.mts') return await importTypeScript(path)
  if (kind !== '.json') return await importModule(path)
  const value: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/u, ''))
  return key === null ? value : keyOf(value, key)
}

function keyOf(manifest: unknown, key: string): unknown {
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest))
    throw new TypeError('it does not hold an object')
  return Object.entries(manifest).find(([name]) => name === key)?.[1]
}
