import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { joinedRegressions, type Regression, regressionsIn, regressionsText } from '../../gate/regressions.ts'

/** Where worlds that broke a law are kept, in the current directory. */
export const REGRESSIONS = 'shared-links.regressions.json'

/**
 * The worlds that broke a law before; none where there is no such file.
 *
 * @throws GateError where the file cannot be read as such.
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
 * Adds worlds to the file: a new one is put in the place of the old one at once, so that a killed run leaves it whole.
 * Returns what to tell the user; null where nothing is new.
 */
export function saveRegressions(known: readonly Regression[], found: readonly Regression[]): string | null {
  const all = joinedRegressions(known, found)
  if (all.length === known.length) return null
  const temp = `${REGRESSIONS}.${process.pid}`
  try {
    const stat = lstatSync(REGRESSIONS, { throwIfNoEntry: false })
    if (stat !== undefined && !stat.isFile()) return `${REGRESSIONS} is no file: nothing was saved`
    writeFileSync(temp, regressionsText(all), { flag: 'wx' })
    renameSync(temp, REGRESSIONS)
    return `saved in ${REGRESSIONS}, to be tried first the next time: commit it`
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === undefined) throw error
    rmSync(temp, { force: true })
    return `${REGRESSIONS} could not be written: ${errno}`
  }
}
