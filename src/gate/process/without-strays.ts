import { setTimeout } from 'node:timers/promises'
import { printable } from '../../../fixtures/text/printable.ts'
import { reportOfFailure } from '../../subjects/in-process.ts'
import { takeStrays } from '../../subjects/stray-rejections.ts'
import type { Subject } from '../../subjects/subject.ts'
import { GateError } from '../gate-error.ts'

/**
 * Calls `work`, which runs a subject. Where that is a function of this process, its own work may go on after it has
 * reported, and what fails then would end the process.
 *
 * @throws GateError when something failed like that, since no verdict can be trusted then.
 */
export async function withoutStrays<T>(subject: Subject, work: () => Promise<T>): Promise<T> {
  // A port reports them itself.
  if (subject.kind !== 'in-process' || subject.stops.by !== 'none') return await work()
  const strays: unknown[] = []
  const release = takeStrays(reason => strays.push(reason))
  try {
    const result = await work()
    await setTimeout(GRACE_MS)
    const [first] = strays
    if (strays.length === 0) return result
    throw new GateError(
      `The reconciler ${JSON.stringify(subject.name)} left work running when it had reported, which failed later: ${printable(reportOfFailure(first).output)}. Await every promise that it makes.`,
    )
  } catch (error) {
    await setTimeout(GRACE_MS)
    throw error
  } finally {
    release()
  }
}

/** How long the work of the last run may still go on. */
const GRACE_MS = 100
