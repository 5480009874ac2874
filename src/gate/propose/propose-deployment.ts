import { DEFAULT_DEPLOYMENT, type Deployment } from '../../../fixtures/deployment.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { buildWorld } from '../../experiments/built-world.ts'
import { harnessFor } from '../../experiments/harness.ts'
import type { Report } from '../../observation/report.ts'
import { reportOrFailure } from '../../subjects/process/start-error.ts'
import type { Subject } from '../../subjects/subject.ts'
import { deploymentIn } from './made-links.ts'

/** The deployment that a subject makes in an empty world, and the report of that run. */
export interface Proposal {
  /** Null where it makes no link. */
  readonly deployment: Deployment | null
  readonly report: Report
}

/**
 * Runs a subject in an empty world, and proposes a deployment from the links that it makes there.
 *
 * @throws SandboxError when there is no sandbox.
 */
export async function proposeDeployment(unprepared: Subject): Promise<Proposal> {
  await using temp = await tempDir()
  const subject = (await unprepared.prepare?.(temp.path)) ?? unprepared
  const harness = harnessFor(temp, subject, { equality: null, allow: new Map() })
  const spec = { deployment: DEFAULT_DEPLOYMENT, tree: new Map(), rootName: PLAIN_ROOT }
  const built = await buildWorld(harness, spec)
  const report = await reportOrFailure(subject.run(built.jobFor(DEFAULT_DEPLOYMENT)))
  return { deployment: deploymentIn(built.snapshot()), report }
}
