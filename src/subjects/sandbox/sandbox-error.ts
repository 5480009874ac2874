/** No sandbox can confine a command on this machine. The message is complete, and meant for the user. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
}
