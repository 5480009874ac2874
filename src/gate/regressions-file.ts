import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import { replaceFile } from '../../fixtures/disk/replace-file.ts'
import { GateError } from './gate-error.ts'
import { joinedRegressions, type Regression, regressionsIn, regressionsText } from './regressions.ts'

/** The file in the current directory that keeps the worlds that broke a law. */
export const REGRESSIONS = 'shared-links.regressions.json'

/** Returns the path of the file in the directory that is the current one now: a subject may go to another. */
export function regressionsPath(): string {
  return resolve(REGRESSIONS)
}

/** The most bytes in it. */
const LARGEST = 64 * 1024 * 1024

/**
 * Reads the worlds that broke a law before; none if there is no such file.
 *
 * @throws GateError if the file is not valid, or cannot be read.
 */
export function readRegressions(path: string): Regression[] {
  try {
    // A FIFO or a device may have no end.
    const stat = statSync(path)
    if (!stat.isFile()) throw unreadable('it is not a file')
    if (stat.size > LARGEST) throw unreadable('it has more than 64 MiB')
    return regressionsIn(readFileSync(path, 'utf8'), REGRESSIONS)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'ENOENT') return []
    throw errno === undefined ? error : unreadable(errno)
  }
}

function unreadable(why: string): GateError {
  return new GateError(
    `${REGRESSIONS} cannot be read: ${why}. Move it away: the gate writes a new one when a law is broken.`,
  )
}

/** The outcome of saving worlds. */
export interface Saved {
  /** Whether the file holds all of them now. */
  readonly isSaved: boolean
  /** A line for the user; null where there is nothing to say. */
  readonly message: string | null
}

/**
 * Adds worlds to the file. It reads the file anew, since another run may have added worlds to it meanwhile. Writes nothing
 * where the environment variable `CI` is set: there, nobody would commit the file.
 */
export function saveRegressions(path: string, found: readonly Regression[]): Saved {
  if (found.length === 0) return { isSaved: false, message: null }
  if (isInCi()) return unsaved('CI is set')
  try {
    const known = readRegressions(path)
    const text = regressionsText(joinedRegressions(known, found))
    if (text === regressionsText(known)) return { isSaved: true, message: null }
    const refusal = replaceFile(path, text)
    if (refusal !== null) return unsaved(refusal)
    return {
      isSaved: true,
      message: `saved in ${REGRESSIONS}, and tried first in the next run: commit it`,
    }
  } catch (error) {
    if (!(error instanceof GateError)) throw error
    return unsaved(error.message)
  }
}

function unsaved(why: string): Saved {
  return { isSaved: false, message: `nothing was saved in ${REGRESSIONS}: ${why}` }
}

function isInCi(): boolean {
  return !['', 'false'].includes(process.env['CI'] ?? '')
}
