import { type TempDir, tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { type Harness, harnessFor } from '../../experiments/harness.ts'
import { SetupError } from '../../subjects/command/setup-error.ts'
import { SandboxError } from '../../subjects/sandbox/sandbox-error.ts'
import type { Subject } from '../../subjects/subject.ts'
import { TraceError } from '../../subjects/trace/trace-error.ts'
import { GateError } from '../gate-error.ts'
import { acceptsRequest, preflight, withWorkingStops } from '../preflight.ts'
import { readGiven } from '../read-given.ts'
import type { SettledOptions } from '../settled-options.ts'
import { withUmask } from './umask.ts'
import { withoutStrays } from './without-strays.ts'

type HarnessOptions = Pick<SettledOptions, 'deployment' | 'equality' | 'allow' | 'given' | 'homesExist'>

/**
 * Calls `work` with a subject that is ready to be judged: its sandbox and tracer are found, and it has passed preflight.
 *
 * @param work also gets notes for the user.
 * @throws GateError when the subject cannot be judged.
 */
export async function withHarness<T>(
  subject: Subject,
  options: HarnessOptions,
  work: (harness: Harness, notes: readonly string[]) => Promise<T>,
): Promise<T> {
  const temp = await tempDir()
  try {
    return await withoutStrays(subject, () =>
      withUmask(async notes => {
        const { harness, preflightNotes } = await prepare(temp, subject, options)
        return await work(harness, [...preflightNotes, ...notes])
      }),
    )
  } catch (error) {
    if (error instanceof TraceError) throw new GateError(`${error.message}.`)
    if (error instanceof SandboxError || error instanceof SetupError) throw new GateError(error.message)
    throw error
  } finally {
    await temp.remove()
  }
}

async function prepare(temp: TempDir, unprepared: Subject, options: HarnessOptions) {
  const { deployment } = options
  const given = readGiven(options.given, options.homesExist)
  const working = (await unprepared.prepare?.(temp.path)) ?? unprepared
  const prepared = harnessFor(temp, working, options, given)
  const preflightNotes = await preflight(prepared, deployment)
  const subject = {
    ...(await withWorkingStops(prepared, deployment)),
    acceptsRequest: prepared.subject.acceptsRequest ?? (await acceptsRequest(prepared)),
  }
  return { harness: { ...prepared, subject }, preflightNotes }
}
