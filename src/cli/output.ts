import { isOnGitHub, withoutCommands } from './reports/workflow-commands.ts'
import { UsageError } from './usage-error.ts'

/** Ignores a reader that closes early (`| head`): without a listener, Node would throw. */
export function ignoreClosedStreams(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}

/**
 * Writes a result to standard output. No line of it is a workflow command of GitHub Actions.
 *
 * @throws UsageError if it cannot be written, for example to a full disk: otherwise nobody would notice that the
 * result is missing.
 */
export function printResult(text: string): Promise<void> {
  return printCommands(forLog(text))
}

/**
 * Writes a result to standard output that may hold workflow commands of GitHub Actions.
 *
 * @throws UsageError as `printResult` does.
 */
export function printCommands(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, error => {
      const cause = codeOf(error)
      if (cause === null || cause === 'EPIPE' || cause === 'ERR_STREAM_DESTROYED') resolve()
      else reject(new UsageError([`could not write the result to standard output: ${cause}`]))
    })
  })
}

/** Writes everything that is not a result to standard error. */
export function printAside(text: string): void {
  process.stderr.write(forLog(text))
}

/** Standard error as a screen for progress. */
export const asideScreen = {
  get isTTY(): boolean {
    return process.stderr.isTTY
  },
  get columns(): number {
    return process.stderr.columns
  },
  write: printAside,
}

function forLog(text: string): string {
  return isOnGitHub(process.env) ? withoutCommands(text) : text
}

function codeOf(error: Error | null | undefined): string | null {
  if (error === null || error === undefined) return null
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
