import { RequestError } from '../../../src/reconciler/request/request.ts'

/** Returns the `RequestError` that a function throws. */
export function requestErrorOf(act: () => unknown): RequestError {
  try {
    act()
  } catch (error) {
    if (error instanceof RequestError) return error
    throw error
  }
  throw new Error('expected a RequestError')
}
