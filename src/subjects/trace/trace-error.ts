/** The calls of a program cannot be intercepted, or not to its end. */
export class TraceError extends Error {
  override readonly name = 'TraceError'

  constructor(why: string) {
    super(`the program could not be stopped before its calls: ${why}`)
  }
}
