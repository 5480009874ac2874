import { pathToFileURL } from 'node:url'

/** Returns the default export of a JavaScript module. */
export async function importModule(path: string): Promise<unknown> {
  const module: { readonly default?: unknown } = await import(pathToFileURL(path).href)
  return module.default
}

/**
 * Returns the default export of a TypeScript module. Node reads it where Node can strip types; elsewhere, and where a
 * module needs more than that, jiti does, which takes some 200 ms to load.
 */
export async function importTypeScript(path: string): Promise<unknown> {
  if (!stripsTypes()) return await importWithJiti(path)
  try {
    return await importModule(path)
  } catch (error) {
    if (!isBeyondStripping(error)) throw error
    return await importWithJiti(path)
  }
}

// Node 20 and its types do not know this feature.
function stripsTypes(): boolean {
  return 'typescript' in process.features && Boolean(process.features.typescript)
}

/** Enums and the like, a config below node_modules, and imports without an extension. Node finds them before it runs any code. */
function isBeyondStripping(error: unknown): boolean {
  return BEYOND_STRIPPING.includes(String(Object(error).code))
}

const BEYOND_STRIPPING = [
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
]

async function importWithJiti(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti')
  // jiti's cache would leave files in the project, and `check` changes nothing.
  const module = await createJiti(import.meta.url, { fsCache: false, interopDefault: false }).import<{
    readonly default?: unknown
  }>(path)
  return module.default
}
