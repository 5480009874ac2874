/** The gate could not judge: its message is for the user, whole, and the exit code is 2. */
export class GateError extends Error {
  override readonly name = 'GateError'
}
