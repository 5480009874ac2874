import { readFileSync, statSync } from 'node:fs'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { SetupError } from './setup-error.ts'

/**
 * Returns the content of a file of the caller's that an option names.
 *
 * @throws SetupError when it is no file, or cannot be read.
 */
export function contentOf(option: string, path: string): Uint8Array {
  try {
    // A FIFO would block for ever.
    if (!statSync(path).isFile()) throw new SetupError(`${option}: ${printable(path)} is not a file.`)
    return readFileSync(path)
  } catch (error) {
    if (error instanceof SetupError) throw error
    throw new SetupError(`${option}: ${printable(path)} cannot be read (${errnoOf(error)}).`)
  }
}
