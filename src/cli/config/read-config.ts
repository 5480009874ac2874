import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type LilconfigResult, type Loader, lilconfig } from 'lilconfig'
import { printable } from '../../../fixtures/text/printable.ts'
import { UsageError } from '../usage-error.ts'

/** The content of a config file, or of a package.json's key, not validated yet. */
export interface ReadConfig {
  /** Its name in messages: `shared-links.config.ts`, or `"shared-links" in package.json`. */
  readonly place: string
  readonly path: string
  readonly content: unknown
}

/**
 * Reads the one config among these files; null if there is only a package.json without the key.
 *
 * @throws UsageError if a file cannot be read, or if two hold a config: neither has precedence over the other.
 */
export async function readConfigs(key: string, files: readonly string[]): Promise<ReadConfig | null> {
  const searcher = lilconfig(key, { packageProp: key, cache: false, loaders: LOADERS })
  const read: ReadConfig[] = []
  for (const file of files) {
    const result = await loaded(file, searcher.load)
    const content: unknown = result?.config
    if (file === 'package.json' && content === null) continue
    const place = file === 'package.json' ? `"${key}" in ${file}` : file
    if (content === undefined)
      throw new UsageError([`${place} holds no config: export an object as the default`])
    read.push({ place, path: result?.filepath ?? file, content })
  }
  if (read.length > 1) {
    const places = read.map(({ place }) => place).join(' and ')
    throw new UsageError([`there is more than one config: ${places}; keep one of them`])
  }
  return read[0] ?? null
}

// lilconfig's own loader runs a module that throws a second time.
const LOADERS: Readonly<Record<string, Loader>> = {
  '.ts': importTypeScript,
  '.mts': importTypeScript,
  '.js': importModule,
  '.mjs': importModule,
  '.json': parseJson,
}

async function loaded(
  file: string,
  load: (file: string) => Promise<LilconfigResult>,
): Promise<LilconfigResult> {
  try {
    return await load(file)
  } catch (error) {
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    throw new UsageError([`${file} cannot be read: ${printable(words)}`])
  }
}

async function importModule(path: string): Promise<unknown> {
  const module: { readonly default?: unknown } = await import(pathToFileURL(path).href)
  return module.default
}

async function importTypeScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  // jiti's cache would leave files in the project, and `check` changes nothing.
  const module = await createJiti(import.meta.url, { fsCache: false, interopDefault: false }).import<{
    readonly default?: unknown
  }>(path)
  return module.default
}

function parseJson(path: string, content: string): unknown {
  const value: unknown = JSON.parse(content.replace(/^\ufeff/u, ''))
  // lilconfig looks for the key in whatever the file holds, and would fail on null.
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (basename(path) === 'package.json' && !isObject) throw new TypeError('it does not hold an object')
  return value
}
