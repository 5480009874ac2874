/** Something that a command was given cannot be used, such as a missing file, or has failed before it. Its message is complete, and meant for the user. */
export class SetupError extends Error {
  override readonly name = 'SetupError'
}
