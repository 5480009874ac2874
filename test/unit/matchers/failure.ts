import type { World } from '../../../fixtures/world.ts'

/** Returns the message of the error that a function throws, with each world's root as `ROOT`. */
export function failureOf(fn: () => unknown, ...worlds: readonly World[]): string {
  return messageOf(thrownBy(fn), worlds)
}

/** Returns the message of the error with which the promise of an assertion rejects, as `failureOf` does. */
export async function rejectionOf(
  assertion: () => Promise<void>,
  ...worlds: readonly World[]
): Promise<string> {
  const error: unknown = await assertion().then(
    () => 'nothing: it passed',
    (reason: unknown) => reason,
  )
  return messageOf(error, worlds)
}

function messageOf(error: unknown, worlds: readonly World[]): string {
  if (!(error instanceof Error)) throw new Error(`expected an error, not ${String(error)}`)
  return worlds.reduce(
    (text, { root }, i) => text.replaceAll(root, i === 0 ? 'ROOT' : `ROOT${i + 1}`),
    error.message,
  )
}

/** Returns the name, the code and the message of the typed error that a function throws. */
export function mistakeOf(fn: () => unknown): string {
  const error = thrownBy(fn)
  if (!(error instanceof Error) || !('code' in error)) return `no typed error: ${String(error)}`
  return `${error.name} ${String(error.code)}: ${error.message}`
}

function thrownBy(fn: () => unknown): unknown {
  try {
    fn()
  } catch (error) {
    return error
  }
  throw new Error('expected an error, but nothing was thrown')
}
