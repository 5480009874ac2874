import { printable } from '../../../fixtures/text/printable.ts'
import type { Steps } from '../judge-options.ts'

/** A stream that progress is written to: `process.stderr`. */
export interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string) => unknown
}

/** Shows how far a run has got. */
export interface Progress {
  /** Shows one line; on a terminal with the pace of the steps, and the time that the others will take. */
  readonly show: (line: string, steps?: Steps) => void
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
  const pace = new Pace()
  return {
    show: (line, steps) => {
      const ahead = pace.at(now(), steps)
      if (now() - last < (isTTY ? TERMINAL : LOG)) return
      last = now()
      screen.write(
        isTTY ? `${REWRITE}${(ahead + printable(line)).slice(0, columns - 1)}` : `${printable(line)}\n`,
      )
    },
    tell: line => screen.write(`${isTTY ? REWRITE : ''}${printable(line)}\n`),
    end: () => {
      if (isTTY) screen.write(REWRITE)
    },
  }
}

/** The pace of the steps of a phase. */
class Pace {
  #phase = { began: 0, before: 0, done: 0, total: -1 }

  /** Returns `[31 worlds/s, 9 s left] `; an empty text where it cannot be known yet. */
  at(time: number, steps: Steps | undefined): string {
    if (steps === undefined) return ''
    const { done, total } = steps
    if (total !== this.#phase.total || done < this.#phase.done)
      this.#phase = { began: time, before: done, done, total }
    this.#phase.done = done
    const seconds = (time - this.#phase.began) / 1000
    const rate = (done - this.#phase.before) / seconds
    if (seconds < SOON || rate === 0) return ''
    const shown = rate < 10 ? rate.toFixed(1) : rate.toFixed(0)
    return `[${shown} worlds/s, ${Math.ceil((total - done) / rate)} s left] `
  }
}

/** The seconds before which a pace says little. */
const SOON = 1

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
