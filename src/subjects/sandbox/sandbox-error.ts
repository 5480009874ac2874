/** No sandbox can confine a command here. The message is for the user, whole. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
}
