import { stripVTControlCharacters } from 'node:util'
import { printable } from '../../fixtures/printable.ts'
import { printAside } from './output.ts'

/** In milliseconds: how often a log is told how far it is. A short run is silent. */
const EVERY = 5000

export interface Progress {
  /** Shows how far it is, in one line. */
  readonly show: (line: string) => void
  /** Takes the line away, before anything else is written. */
  readonly end: () => void
}

/** On a terminal one line that is rewritten; elsewhere, such as in a CI log, a line every few seconds. */
export function progress(): Progress {
  return process.stderr.isTTY ? rewritten(process.stderr.columns || 80) : logged()
}

function rewritten(columns: number): Progress {
  return {
    show: line => printAside(`\r\u001b[K${plain(line).slice(0, columns - 1)}`),
    end: () => printAside('\r\u001b[K'),
  }
}

function logged(): Progress {
  let last = performance.now()
  return {
    show: line => {
      if (performance.now() - last < EVERY) return
      last = performance.now()
      printAside(`${plain(line)}\n`)
    },
    end: () => {},
  }
}

function plain(line: string): string {
  return printable(stripVTControlCharacters(line))
}
