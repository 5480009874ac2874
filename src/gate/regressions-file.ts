import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { threadId } from 'node:worker_threads'
import { errnoOf } from '../../fixtures/disk/errno.ts'
import { joinedRegressions, type Regression, regressionsIn, regressionsText } from './regressions.ts'

/** The file in the current directory that keeps the worlds that broke a law. */
export const REGRESSIONS = 'shared-links.regressions.json'

/**
 * Reads the worlds that broke a law before; none if there is no such file.
 *
 * @throws GateError if the file is not valid.
 */
export function readRegressions(): Regression[] {
  try {
    return regressionsIn(readFileSync(REGRESSIONS, 'utf8'), REGRESSIONS)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}

/**
 * Adds worlds to the file, and returns a message for the user; null if no world is new. It reads the file anew, since
 * another run may have added worlds to it meanwhile. A rename puts the new file in the place of the old one, so that a
 * killed run leaves one of them whole.
 *
 * @throws GateError if the file is no longer valid.
 */
export function saveRegressions(found: readonly Regression[]): string | null {
  const known = readRegressions()
  const all = joinedRegressions(known, found)
  if (all.length === known.length) return null
  const temp = `${REGRESSIONS}.${process.pid}-${threadId}`
  try {
    const stat = lstatSync(REGRESSIONS, { throwIfNoEntry: false })
    if (stat !== undefined && !stat.isFile()) return `${REGRESSIONS} is not a file: nothing was saved`
    writeFileSync(temp, regressionsText(all), { flag: 'wx' })
    renameSync(temp, REGRESSIONS)
    return `saved in ${REGRESSIONS}, and tried first in the next run: commit it`
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === undefined) throw error
    rmSync(temp, { force: true })
    return `${REGRESSIONS} could not be written: ${errno}`
  }
}
