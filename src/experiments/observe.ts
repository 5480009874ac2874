import type { Deployment } from '../../fixtures/deployment.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'
import { compare } from '../damage/compare.ts'
import { askedOf } from '../laws/asked.ts'
import type { Experiment } from '../laws/law.ts'
import type { Observation, Run } from '../laws/observation.ts'
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
    const first = await runOnce(lab, site, deployment, before)
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
      ...(second === undefined ? {} : { second }),
      ...(permuted === undefined ? {} : { permuted }),
      ...(probe === undefined ? {} : { probe }),
      umask: process.umask(),
    }
  } finally {
    site.remove()
  }
}

async function runOnce(lab: Lab, site: Site, deployment: Deployment, before: Snapshot): Promise<Run> {
  const report = await lab.subject.run(site.jobFor(deployment))
  const after = site.snapshot()
  return { report, after, changes: judged(compare(before, after), lab) }
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
