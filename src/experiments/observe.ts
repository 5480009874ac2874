import type { Deployment } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import type { Need } from '../laws/law.ts'
import { expectationOf } from '../observation/expectation.ts'
import type { Observation } from '../observation/observation.ts'
import type { Moment, Run } from '../observation/run.ts'
import { isChange, type Step } from '../observation/step.ts'
import { type BuiltWorld, buildWorld } from './built-world.ts'
import { changesOfConcern, type Harness } from './harness.ts'
import { probeSharing } from './sharing-probe.ts'

/** Builds a world, runs the subject in it undisturbed, and records what the needs name. */
export async function observe(
  harness: Harness,
  spec: WorldSpec,
  needs: ReadonlySet<Need>,
): Promise<Observation> {
  const { deployment } = spec
  const { subject, equality } = harness
  const built = await buildWorld(harness, spec)
  try {
    const before = built.snapshot()
    const expectation = expectationOf(before, deployment, equality)
    const moments: Moment[] | undefined = needs.has('moments') && subject.stops.by !== 'none' ? [] : undefined
    const first = await runOnce(harness, built, deployment, before, moments)
    // Through a mount, the links lead elsewhere than they do here: then the snapshot alone is judged.
    const probe =
      first.report.claim === 'success' && subject.mount === null
        ? probeSharing(built.root, deployment)
        : undefined
    const second = needs.has('again') ? await runOnce(harness, built, deployment, first.after) : undefined
    const permuted =
      needs.has('permuted') && expectation.world === 'clear' ? await runPermuted(harness, spec) : undefined
    return {
      deployment,
      equality,
      expectation,
      before,
      first,
      ...(moments === undefined ? {} : { moments }),
      ...(second === undefined ? {} : { second }),
      ...(permuted === undefined ? {} : { permuted }),
      ...(probe === undefined ? {} : { probe }),
      umask: process.umask(),
    }
  } finally {
    built.remove()
  }
}

/** Runs the subject to its end, and adds the world before each of its changes to `moments`. */
async function runOnce(
  harness: Harness,
  built: BuiltWorld,
  deployment: Deployment,
  before: Snapshot,
  moments?: Moment[],
): Promise<Run> {
  const { subject } = harness
  const job = built.jobFor(deployment)
  const changesTo = (tree: Snapshot) => changesOfConcern(built, deployment, before, tree)
  const record = (next: Step) => {
    if (moments !== undefined && isChange(next)) moments.push(momentBefore(next, built, moments, changesTo))
    return 'continue' as const
  }
  const report =
    moments === undefined
      ? await subject.run(job)
      : await subject.runIntercepted(job, record, {
          intercept: 'changes',
          attributed: harness.records === 'lines',
        })
  const after = built.snapshot()
  return { report, after, changes: changesTo(after) }
}

function momentBefore(
  next: Step,
  built: BuiltWorld,
  moments: readonly Moment[],
  changesTo: (tree: Snapshot) => Moment['changes'],
): Moment {
  const last = moments.at(-1)
  // A call that makes an entry fails where one exists, and leaves the world as it was: that saves a snapshot.
  const isSame = last !== undefined && last.next.kind === 'make' && last.tree.entries.has(last.next.path)
  if (isSame && last.next.call !== 'create') return { ...last, next }
  const tree = built.snapshot()
  return { tree, changes: changesTo(tree), next }
}

async function runPermuted(harness: Harness, spec: WorldSpec): Promise<Run | undefined> {
  const { homes, links } = spec.deployment
  if (!harness.subject.acceptsRequest || homes.length + links.length < 3) return undefined
  const built = await buildWorld(harness, spec)
  try {
    const other = { homes: homes.toReversed(), links: links.toReversed() }
    return await runOnce(harness, built, other, built.snapshot())
  } finally {
    built.remove()
  }
}
