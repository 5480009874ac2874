import { printable } from '../../fixtures/text/printable.ts'

/** What progress is written to: `process.stderr`. */
export interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string) => unknown
}

export interface Progress {
  /** Shows how far it is, in one line. */
  readonly show: (line: string) => void
  /** Takes the line away, before anything else is written. */
  readonly end: () => void
}

/** In milliseconds: how often a terminal is rewritten, and how often a log is told. */
const TERMINAL = 100
const LOG = 5000

/**
 * On a terminal one line that is rewritten; elsewhere, such as in a CI log, a line every few seconds, so that a short
 * run is silent.
 *
 * @param now the time in milliseconds.
 */
export function progress(screen: Screen, now: () => number = () => performance.now()): Progress {
  const { isTTY = false, columns = 80 } = screen
  let last = isTTY ? Number.NEGATIVE_INFINITY : now()
  return {
    show: line => {
      if (now() - last < (isTTY ? TERMINAL : LOG)) return
      last = now()
      screen.write(isTTY ? `${REWRITE}${printable(line).slice(0, columns - 1)}` : `${printable(line)}\n`)
    },
    end: () => {
      if (isTTY) screen.write(REWRITE)
    },
  }
}

const REWRITE = '\r\u001b[K'
