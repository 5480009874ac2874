import type { Deployment } from '../../fixtures/deployment.ts'
import { namesIn } from '../../fixtures/disk/names.ts'
import { allAbsent, treeOf } from '../../fixtures/states/state-choice.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import { type BuiltWorld, buildWorld } from '../experiments/built-world.ts'
import type { Harness } from '../experiments/harness.ts'
import { withVirtualTime } from '../experiments/time/virtual-time.ts'
import type { Report } from '../observation/report.ts'
import { leadsToTarget } from '../observation/right.ts'
import { StartError } from '../subjects/process/start-error.ts'
import type { Subject } from '../subjects/subject.ts'
import { TraceError } from '../subjects/trace/trace-error.ts'
import { GateError } from './gate-error.ts'
import { otherHomesText } from './report/preflight/other-homes-text.ts'
import { refusalText } from './report/preflight/refusal-text.ts'

/**
 * Runs the subject in a world that is empty but for the files that its links are to lead to, and again on the result. A subject that fails there is not set up for the gate, and
 * a verdict would blame it for that.
 *
 * @returns notes for the user: on entries that it writes beside the world, and on other homes than those of the request.
 * @throws GateError with its output when it fails.
 */
export async function preflight(harness: Harness, deployment: Deployment): Promise<string[]> {
  return await inEmptyWorld(harness, deployment, async built => {
    const { subject } = harness
    const before = built.snapshot()
    const first = await reportOf(subject.run(built.jobFor(deployment)))
    if (first.claim !== 'success') throw new GateError(refusalText(first, 'first', subject))
    const otherHomes = otherHomesText(built.snapshot(), deployment, before.entries)
    const second = await subject.run({ ...built.jobFor(deployment), phase: 'again' })
    if (second.claim !== 'success') throw new GateError(refusalText(second, 'second', subject))
    const beside = namesIn(built.box).filter(name => name !== PLAIN_ROOT && name !== 'tmp')
    return [
      ...otherHomes,
      ...beside.map(name => `it also writes ${JSON.stringify(name)}, beside the world's root`),
    ]
  })
}

/** Returns whether a subject links the homes that it is asked for, by asking for unusual names. */
export async function acceptsRequest(harness: Harness): Promise<boolean> {
  const deployment: Deployment = {
    homes: ['asked-for-home-2', 'asked-for-home-1'],
    links: [{ name: 'asked-for-link', target: 'asked-for-target' }],
  }
  return await inEmptyWorld(harness, deployment, async built => {
    const { claim } = await harness.subject.run(built.jobFor(deployment))
    const after = built.snapshot()
    return (
      claim === 'success' &&
      deployment.homes.every(home => deployment.links.every(link => leadsToTarget(after, home, link)))
    )
  })
}

/**
 * Returns the subject, after a trial run under interception. One that cannot be intercepted on this machine is returned
 * as a subject that cannot be stopped: the other laws still apply to it.
 */
export async function withWorkingStops(harness: Harness, deployment: Deployment): Promise<Subject> {
  const { subject } = harness
  if (subject.stops.by === 'none') return subject
  return await inEmptyWorld(harness, deployment, async built => {
    try {
      await subject.runIntercepted(built.jobFor(deployment), () => 'continue', { intercept: 'all' })
      return withVirtualTime(subject)
    } catch (error) {
      if (!(error instanceof TraceError)) throw error
      return { ...subject, stops: { by: 'none', verdict: 'not-tested', why: error.message } }
    }
  })
}

async function inEmptyWorld<T>(
  harness: Harness,
  deployment: Deployment,
  work: (built: BuiltWorld) => Promise<T>,
): Promise<T> {
  const spec: WorldSpec = { deployment, tree: treeOf(deployment, allAbsent()), rootName: PLAIN_ROOT }
  const built = await buildWorld(harness, spec)
  try {
    return await work(built)
  } finally {
    built.remove()
  }
}

async function reportOf(run: Promise<Report>): Promise<Report> {
  try {
    return await run
  } catch (error) {
    if (error instanceof StartError) throw new GateError(`${error.message}.`)
    throw error
  }
}
