/** A program cannot be traced here, or could not be traced to its end. */
export class TraceError extends Error {
  override readonly name = 'TraceError'

  constructor(why: string) {
    super(`the program could not be stopped before its calls: ${why}`)
  }
}
