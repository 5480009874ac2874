/** The gate could not judge the subject (exit code 2). The message is complete, and meant for the user. */
export class GateError extends Error {
  override readonly name = 'GateError'
}
