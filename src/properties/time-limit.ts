import { GateError } from '../gate/gate-error.ts'
import type { JudgeOptions } from '../gate/judge-options.ts'
import type { JudgeReport } from '../gate/judge-report.ts'

/**
 * Judges until the time is up. Then the judging ends at its next line of progress, since nobody waits for it any more.
 *
 * @param judging is called with the listener to its progress.
 * @param onProgress receives each line of progress.
 * @throws GateError that says how far it got, and what to raise.
 */
export async function withinTime(
  seconds: number,
  judging: (onProgress: (line: string) => void) => Promise<JudgeReport>,
  { onProgress, numRuns }: Required<Pick<JudgeOptions, 'onProgress'>> & Pick<JudgeOptions, 'numRuns'>,
): Promise<JudgeReport> {
  const end = performance.now() + seconds * 1000
  let last = 'preflight'
  const timeIsUp = () => new GateError(lateText(seconds, last, numRuns))
  let timer: NodeJS.Timeout | undefined
  // A run of the subject may hold up the progress for long.
  const alarm = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timeIsUp()), seconds * 1000)
  })
  const judged = judging(line => {
    last = line
    if (performance.now() > end) throw timeIsUp()
    onProgress(line)
  })
  try {
    return await Promise.race([judged, alarm])
  } finally {
    clearTimeout(timer)
    judged.catch(() => {
      // The alarm has already told why.
    })
  }
}

function lateText(seconds: number, last: string, numRuns = 400): string {
  const fewer = numRuns === 0 ? '' : `, or fewer worlds, such as { numRuns: ${Math.floor(numRuns / 4)} }`
  return [
    `The laws were not judged within ${seconds} s. The last progress: ${last}.`,
    `Give describeLaws more time, such as { timeoutSeconds: ${Math.ceil(seconds * 4)} }${fewer}.`,
  ].join('\n')
}
