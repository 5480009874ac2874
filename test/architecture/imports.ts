import { readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path/posix'

/** One import or re-export. Paths are relative to the repository; a package keeps its name. */
export interface Import {
  readonly from: string
  readonly to: string
  /** Whether it vanishes with the types. */
  readonly isType: boolean
}

/** Reads every import of the published sources: `fixtures`, `src` and `matchers`. */
export function allImports(): Import[] {
  return ['fixtures', 'src', 'matchers'].flatMap(filesIn).flatMap(importsOf)
}

/** Reads the imports of one file from its text, in each of their forms. */
export function importsIn(from: string, text: string): Import[] {
  const statement =
    /^(?:import|export)\s+(type\s)?(?:[\w*{][^'"`;]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm
  return [...text.matchAll(statement)].map(([, type, named, awaited]) => {
    const to = named ?? awaited ?? ''
    return { from, to: to.startsWith('.') ? normalize(join(from, '..', to)) : to, isType: type !== undefined }
  })
}

/** Returns the layer of a file: `src/laws` for a file below it, `src` for a file directly in `src`. */
export function layerOf(path: string): string {
  const [first = '', second = '', third] = path.split('/')
  return first === 'src' && third !== undefined ? `${first}/${second}` : first
}

/** Returns whether a path lies in the published sources; a package does not. */
export function isOwn(path: string): boolean {
  return /^(?:fixtures|src|matchers)\//.test(path)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => `${folder}/${name}`)
}

function importsOf(from: string): Import[] {
  return importsIn(from, readFileSync(from, 'utf8'))
}
