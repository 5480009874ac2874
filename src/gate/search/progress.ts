import { printable } from '../../../fixtures/text/printable.ts'

/** A stream that progress is written to: `process.stderr`. */
export interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string) => unknown
}

/** Shows how far a run has got. */
export interface Progress {
  /** Shows one line. */
  readonly show: (line: string) => void
  /** Writes a line that stays. */
  readonly tell: (line: string) => void
  /** Clears the line, so that other output can follow. */
  readonly end: () => void
}

/** The shortest time between two lines, in milliseconds: on a terminal, and in a log. */
const TERMINAL = 100
const LOG = 10_000

/**
 * Builds a progress display. On a terminal it rewrites one line. Elsewhere, such as in a CI log, it writes a line every
 * ten seconds, so that a short run stays silent.
 *
 * @param now returns the time in milliseconds.
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
    tell: line => screen.write(`${isTTY ? REWRITE : ''}${printable(line)}\n`),
    end: () => {
      if (isTTY) screen.write(REWRITE)
    },
  }
}

/** Shows the progress of a run, and tells each violation with the seconds since now. */
export function listenersFor(shown: Progress) {
  const began = performance.now()
  return {
    onProgress: shown.show,
    onViolation: (law: string, summary: string) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      shown.tell(`${law} is broken (after ${seconds} s): ${summary}`)
    },
  }
}

const REWRITE = '\r\u001b[K'
