import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { verdictText } from '../../gate/report/brief/verdict.ts'
import { isUnjudged, type Outcome, titleOf } from '../../gate/report/shown-report.ts'
import { printAside } from '../output.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The findings of a run so far: the verdicts, how far it is, and how the current subject breaks each law. */
export class FoundSoFar {
  readonly #began = performance.now()
  readonly #broken = new Map<string, string>()
  readonly #verdicts: string[] = []
  #line = ''

  /** Notes how far the run is. */
  readonly onProgress = (line: string): void => {
    this.#line = line
  }

  /** Notes how a law is broken. */
  readonly onViolation = (law: string, summary: string): void => {
    this.#broken.set(law, summary)
  }

  /** Notes the outcome of a subject, and that another one may follow. */
  end(outcome: Outcome): void {
    const verdict = isUnjudged(outcome) ? 'no verdict' : verdictText(outcome.report).verdict
    this.#verdicts.push(`${titleOf(outcome)}: ${verdict}\n`)
    this.#broken.clear()
    this.#line = ''
  }

  /** Words what was found, for a run that ends here. */
  get text(): string {
    const seconds = ((performance.now() - this.#began) / 1000).toFixed(1)
    const where = this.#line === '' ? '' : ` (${printable(this.#line)})`
    const found = [...this.#broken].map(([law, summary]) => `  ${law}: ${printable(summary)}\n`)
    const count = counted(found.length, 'law')
    const result = found.length === 0 ? 'no broken law was found so far' : `${count} broken so far:`
    return `${this.#verdicts.join('')}interrupted after ${seconds} s${where}, without a verdict; ${result}\n${found.join('')}`
  }
}

/**
 * Writes a text to standard error when a signal ends the process.
 *
 * @returns a function that ends the wait for a signal.
 */
export function tellWhenInterrupted(text: () => string): () => void {
  const tell = (signal: NodeJS.Signals) => {
    stop()
    printAside(`\n${text()}`)
    // Another listener cleans up, and then ends the process by the signal.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  const stop = () => {
    for (const signal of SIGNALS) process.off(signal, tell)
  }
  for (const signal of SIGNALS) process.on(signal, tell)
  return stop
}
