import { createHash } from 'node:crypto'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Run } from '../../observation/run.ts'
import type { Step } from '../../observation/step.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Decision } from '../../subjects/interceptor.ts'
import type { Baseline } from '../baseline.ts'
import type { InterceptedBy, ReusableWorld } from '../reusable-world.ts'
import { eventLogFor } from './event-log.ts'

/** A trouble that decides some steps of a run, and leaves the world alone. */
interface Strike extends Pick<InterceptedBy, 'intercept'> {
  readonly trouble: Trouble
  /** Called with each step in turn. */
  readonly isStruck: (step: Step) => boolean
  /** The fate of a step that is struck. */
  readonly decision: Decision
}

/** Runs the subject, has a trouble decide steps of it, and runs it again on the result; null where none was struck. */
export async function withStruckSteps(
  world: ReusableWorld,
  baseline: Baseline,
  { trouble, intercept, isStruck, decision }: Strike,
): Promise<DisturbedRun | null> {
  const { recorded, note, disturbed } = eventLogFor(world)
  let struck = 0
  const run = world.endedAlone(
    await world.report({
      intercept,
      interceptor: recorded(step => {
        if (!isStruck(step)) return 'continue'
        struck += 1
        return decision
      }),
    }),
  )
  if (struck > 1) note(`${struck} calls failed like this`)
  const again = struck === 0 ? NOT_AGAIN : await rerun(world, baseline, run)
  await world.restore((again.rerun ?? run).after)
  return struck === 0 ? null : disturbed(run, { trouble, ...again })
}

type Again = Pick<DisturbedRun, 'rerun' | 'rerunOn'>

const NOT_AGAIN: Again = { rerun: null, rerunOn: null }

/** Runs a subject undisturbed on the result of a disturbed run, unless it has already run on the same state. */
async function rerun(world: ReusableWorld, { rerunOn: known }: Baseline, { after }: Run): Promise<Again> {
  // The subject may have left a lock or a note outside the world.
  const state = createHash('sha1').update(JSON.stringify([stateOf(after), world.built.leftInTemp()]))
  const rerunOn = state.digest('base64url')
  if (known.has(rerunOn)) return NOT_AGAIN
  known.add(rerunOn)
  return { rerun: world.endedAlone(await world.reportAgain(after)), rerunOn }
}

const states = new WeakMap<Snapshot, string>()

/** Returns a digest of a tree, without identities and times. */
function stateOf(tree: Snapshot): string {
  const known = states.get(tree) ?? digestOf(tree)
  states.set(tree, known)
  return known
}

function digestOf({ entries, seenAs }: Snapshot): string {
  const hash = createHash('sha1')
  for (const [path, { type, mode, text, content }] of entries) {
    hash.update(JSON.stringify([path, type, mode, text?.replaceAll(seenAs, '{root}'), content?.length]))
    if (content !== undefined) hash.update(withoutRoot(content, seenAs))
  }
  return hash.digest('base64')
}

/** Replaces the path of the root in a file: worlds that are alike have different ones. */
function withoutRoot(content: Uint8Array, root: string): Uint8Array {
  const bytes = Buffer.from(content)
  return bytes.includes(root)
    ? Buffer.from(bytes.toString('latin1').replaceAll(root, '{root}'), 'latin1')
    : bytes
}
