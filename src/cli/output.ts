import { UsageError } from './usage-error.ts'

/** A reader that closes early (`| head`) is no failure; without a listener Node would throw. */
export function ignoreClosedStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

/**
 * Writes a result to standard output.
 *
 * @throws UsageError when it cannot be written, to a full disk for one: nobody would see that it is missing.
 */
export function printResult(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, error => {
      const cause = codeOf(error)
      if (cause === null || cause === 'EPIPE' || cause === 'ERR_STREAM_DESTROYED') resolve()
      else reject(new UsageError([`The result could not be written to standard output: ${cause}`]))
    })
  })
}

/** Writes what is not a result to standard error. */
export function printAside(text: string): void {
  process.stderr.write(text)
}

function codeOf(error: Error | null | undefined): string | null {
  if (error === null || error === undefined) return null
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
