import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** Reads a file of the package, such as `docs/findings.md`, as text. It works from the sources and from the build. */
export function readPackageFile(path: string): string {
  const manifest = createRequire(import.meta.url).resolve('vitest-shared-links/package.json')
  return readFileSync(join(dirname(manifest), path), 'utf8')
}
