/** Returns the message of the error that a function throws. */
export function failureOf(fn: () => unknown): string {
  return messageOf(thrownBy(fn))
}

/** Returns the message of the error with which the promise of an assertion rejects. */
export async function rejectionOf(assertion: () => Promise<void>): Promise<string> {
  const error: unknown = await assertion().then(
    () => 'nothing: it passed',
    (reason: unknown) => reason,
  )
  return messageOf(error)
}

/** Returns the name, the code and the message of the typed error that a function throws. */
export function mistakeOf(fn: () => unknown): string {
  const error = thrownBy(fn)
  if (!(error instanceof Error) || !('code' in error)) return `no typed error: ${String(error)}`
  return `${error.name} ${String(error.code)}: ${error.message}`
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) throw new Error(`expected an error, not ${String(error)}`)
  return error.message
}

function thrownBy(fn: () => unknown): unknown {
  try {
    fn()
  } catch (error) {
    return error
  }
  throw new Error('expected an error, but nothing was thrown')
}
