/** Something that a command was given cannot be used, such as a missing file. Its message is complete, without a full stop. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
}
