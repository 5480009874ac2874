import { isError } from '../../../fixtures/realms.ts'
import { printable } from '../../../fixtures/text/printable.ts'

/** A program could not be started: it does not exist, or is not executable. */
export class StartError extends Error {
  override readonly name = 'StartError'

  constructor(program: string, cause: unknown) {
    const why = isError(cause) && 'code' in cause ? String(cause.code) : String(cause)
    super(`${printable(program)} cannot be started (${why})`, { cause })
  }
}
