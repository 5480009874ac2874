import { lstatSync, mkdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import type { SharedLink } from '../../fixtures/deployment.ts'
import { errnoOf } from '../../fixtures/disk/errno.ts'

/**
 * The algorithm of the reconciler that this package began from, which was written in Go: a home is left at its first
 * conflict, the next one is gone on with, and all errors are told at the end.
 */
export function goOriginal(homes: readonly string[], required: readonly SharedLink[]): void {
  const errors = homes.flatMap(home => {
    try {
      for (const link of required) ensure(home, link)
      return []
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)]
    }
  })
  if (errors.length > 0) throw new Error(errors.join('\n'))
}

function ensure(home: string, { name, target }: SharedLink): void {
  mkdirSync(target, { recursive: true, mode: 0o700 })
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (!statSync(target).isDirectory()) throw new Error(`${target} is not a directory`)
  const path = `${home}/${name}`
  const there = lookedAt(path)
  if (there === undefined) symlinkSync(target, path)
  else if (there !== target) throw new Error(`${path} is not a symlink to ${target}; refused to correct it`)
}

/** A link's text; null for anything else; undefined where nothing stands. */
function lookedAt(path: string): string | null | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}
