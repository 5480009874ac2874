import type { Deployment } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'
import { askedOf } from '../laws/asked.ts'
import { changesIn } from '../laws/changes.ts'
import type { Experiment } from '../laws/law.ts'
import type { Moment, Observation, Run } from '../laws/observation.ts'
import { isChange, type Step } from '../subjects/director.ts'
import { judged, type Lab } from './lab.ts'
import { probeSharing } from './probe.ts'
import { buildSite, type Site } from './site.ts'

/** Builds a world, runs the subject in it in each way that is asked for, and tells what was seen. */
export async function observe(
  lab: Lab,
  spec: WorldSpec,
  experiments: ReadonlySet<Experiment>,
): Promise<Observation> {
  const { deployment } = spec
  const { subject, equality } = lab
  const site = buildSite(lab, spec)
  try {
    const before = site.snapshot()
    const asked = askedOf(before, deployment, equality)
    const moments: Moment[] | undefined =
      experiments.has('moments') && subject.stops.by !== 'none' ? [] : undefined
    const first = await runOnce(lab, site, deployment, before, moments)
    // Through a mount the links lead elsewhere than they do here, and the snapshot alone must tell.
    const probe =
      first.report.claim === 'success' && subject.mount === null
        ? probeSharing(site.root, deployment)
        : undefined
    const second = experiments.has('again') ? await runOnce(lab, site, deployment, first.after) : undefined
    const permuted =
      experiments.has('permuted') && asked.world === 'clear' ? await runPermuted(lab, spec) : undefined
    return {
      deployment,
      equality,
      asked,
      before,
      first,
      ...(moments === undefined ? {} : { moments }),
      ...(second === undefined ? {} : { second }),
      ...(permuted === undefined ? {} : { permuted }),
      ...(probe === undefined ? {} : { probe }),
      umask: process.umask(),
    }
  } finally {
    site.remove()
  }
}

/** Runs the subject to its end; the world before each of its changes is added to `moments`, where they are asked for. */
async function runOnce(
  lab: Lab,
  site: Site,
  deployment: Deployment,
  before: Snapshot,
  moments?: Moment[],
): Promise<Run> {
  const { subject } = lab
  const job = site.jobFor(deployment)
  const report =
    moments === undefined
      ? await subject.run(job)
      : await subject.direct(job, step => noted(lab, site, { before, deployment }, step, moments), 'changes')
  const after = site.snapshot()
  return { report, after, changes: judged(changesIn(before, after, deployment), lab) }
}

function noted(
  lab: Lab,
  site: Site,
  { before, deployment }: { readonly before: Snapshot; readonly deployment: Deployment },
  next: Step,
  moments: Moment[],
): 'go' {
  if (!isChange(next)) return 'go'
  const last = moments.at(-1)
  // To make what is there already fails, and the world is as it was.
  const isSame = last !== undefined && last.next.kind === 'make' && last.tree.entries.has(last.next.path)
  if (isSame && last.next.call !== 'create') moments.push({ ...last, next })
  else {
    const tree = site.snapshot()
    moments.push({ tree, changes: judged(changesIn(before, tree, deployment), lab), next })
  }
  return 'go'
}

async function runPermuted(lab: Lab, spec: WorldSpec): Promise<Run | undefined> {
  const { homes, links } = spec.deployment
  if (!lab.subject.obeysRequest || homes.length + links.length < 3) return undefined
  const site = buildSite(lab, spec)
  try {
    const other = { homes: homes.toReversed(), links: links.toReversed() }
    return await runOnce(lab, site, other, site.snapshot())
  } finally {
    site.remove()
  }
}
