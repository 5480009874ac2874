import { closeSync, mkdirSync, openSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Writes new files with their directories: all of them, or none. Overwrites nothing, even if another process has just made one
 * of them.
 *
 * @param files the text of each file by its path.
 * @throws UsageError that names the file that cannot be written.
 */
export function writeNew(files: Readonly<Record<string, string>>): void {
  const undo: (() => void)[] = []
  for (const [path, text] of Object.entries(files)) {
    try {
      undo.unshift(makeParents(path))
      undo.unshift(writeOne(path, text))
    } catch (error) {
      const errno = errnoOf(error)
      for (const step of undo) step()
      if (errno === undefined) throw error
      throw new UsageError([`${path} cannot be written: ${errno}; nothing was written`])
    }
  }
}

/** Returns a function that removes the directories that were made, as far as they are empty. */
function makeParents(path: string): () => void {
  const parent = dirname(path)
  const first = mkdirSync(parent, { recursive: true })
  return () => {
    if (first === undefined) return
    try {
      for (let made = resolve(parent); made.length >= resolve(first).length; made = dirname(made))
        rmdirSync(made)
    } catch (error) {
      if (errnoOf(error) === undefined) throw error
    }
  }
}

/** Returns a function that removes the file. */
function writeOne(path: string, text: string): () => void {
  const fd = openSync(path, 'wx')
  const remove = () => rmSync(path, { force: true })
  try {
    writeFileSync(fd, text)
  } catch (error) {
    remove()
    throw error
  } finally {
    closeSync(fd)
  }
  return remove
}
