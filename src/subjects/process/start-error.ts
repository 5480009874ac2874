import { isError } from '../../../fixtures/realms.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { KILLED, type Report } from '../../observation/report.ts'

/** A program could not be started: it does not exist, or is not executable. */
export class StartError extends Error {
  override readonly name = 'StartError'

  constructor(program: string, cause: unknown) {
    const why = isError(cause) && 'code' in cause ? String(cause.code) : String(cause)
    super(`${printable(program)} cannot be started (${why})`, { cause })
  }
}

/** Returns the report of a run; a failure with the reason for one that cannot be started. */
export async function reportOrFailure(run: Promise<Report>): Promise<Report> {
  try {
    return await run
  } catch (error) {
    if (error instanceof StartError) return { ...KILLED, claim: 'failure', output: error.message }
    throw error
  }
}
