import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import type { Need } from '../laws/law.ts'
import { expectationOf } from '../observation/expectation.ts'
import type { Observation } from '../observation/observation.ts'
import type { Moment, Run } from '../observation/run.ts'
import { isChange, type Step } from '../observation/step.ts'
import { changesOfConcern, type Harness } from './harness.ts'
import { type InterceptedBy, openWorld, type ReusableWorld } from './reusable-world.ts'
import { probeSharing } from './sharing/sharing-probe.ts'

/** Builds a world, runs the subject in it undisturbed, and records what the needs name. */
export async function observe(
  harness: Harness,
  spec: WorldSpec,
  needs: ReadonlySet<Need>,
): Promise<Observation> {
  const { deployment } = spec
  const { subject, equality } = harness
  const world = await openWorld(harness, spec)
  try {
    const { before, built } = world
    const expectation = expectationOf(before, deployment, equality)
    const moments: Moment[] | undefined = needs.has('moments') && subject.stops.by !== 'none' ? [] : undefined
    const first = await world.run(moments && recordingTo(moments, world))
    const hasEnded = first.report.claim !== 'unended'
    // Through a mount, the links lead elsewhere than they do here: then the snapshot alone is judged.
    const probe =
      first.report.claim === 'success' && subject.mount === null
        ? probeSharing(built.root, deployment)
        : undefined
    const second = needs.has('again') && hasEnded ? await world.again(first) : undefined
    const permuted =
      needs.has('permuted') && hasEnded && expectation.world === 'clear'
        ? await runPermuted(harness, spec)
        : undefined
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
    world.built.remove()
  }
}

/** Returns an interceptor that adds the world before each change to `moments`. */
function recordingTo(moments: Moment[], world: ReusableWorld): InterceptedBy {
  return {
    intercept: 'changes',
    interceptor: step => {
      if (isChange(step)) moments.push(momentBefore(step, world, moments.at(-1)))
      return 'continue'
    },
  }
}

/** Returns the world as it is, before a change of an undisturbed run. */
export function momentBefore(next: Step, world: ReusableWorld, last: Moment | undefined): Moment {
  // A call that makes an entry fails where one exists, and leaves the world as it was: that saves a snapshot.
  const isSame = last !== undefined && last.next.kind === 'make' && last.tree.entries.has(last.next.path)
  if (isSame && last.next.call !== 'create') return { ...last, next }
  const tree = world.built.snapshot()
  return { tree, changes: changesOfConcern(world.built, world.spec.deployment, world.before, tree), next }
}

async function runPermuted(harness: Harness, spec: WorldSpec): Promise<Run | undefined> {
  const { homes, links } = spec.deployment
  if (!harness.subject.acceptsRequest || homes.length + links.length < 3) return undefined
  const deployment = { homes: homes.toReversed(), links: links.toReversed() }
  const world = await openWorld(harness, { ...spec, deployment })
  try {
    return await world.run()
  } finally {
    world.built.remove()
  }
}
