import { askedOf } from '../laws/asked.ts'
import type { Trouble } from '../laws/disturbed.ts'
import type { Observation } from '../laws/observation.ts'
import type { Step } from '../subjects/director.ts'
import type { Arena } from './arena.ts'
import { standingAt, strikeOf } from './standing.ts'

/** What a subject does in a world while nothing disturbs it: where trouble can strike, and what is not its doing. */
export interface Baseline {
  readonly seen: Observation
  /** How long it took. */
  readonly milliseconds: number
  /** All steps on the world's paths. */
  readonly steps: readonly Step[]
  /** Whether each trouble is tried in every form: where runs are cheap. */
  readonly isThorough: boolean
  /** Which of the worlds under trouble it is, from 0. */
  readonly turn: number
  /** Of the random schedules. */
  readonly seed: number
  /** States on which the subject has been run again: what it makes of each is known. */
  readonly rerunOn: Set<string>
}

export interface Undisturbed {
  readonly baseline: Baseline
  /** What makes a trouble the same in two worlds; null for one that is never the same. */
  readonly strike: (trouble: Trouble) => string | null
}

/** Runs a subject in a world while nothing disturbs it, and again on what that left. */
export async function baselineIn(
  arena: Arena,
  { seed, turn }: Pick<Baseline, 'seed' | 'turn'>,
): Promise<Undisturbed> {
  const { before, lab, spec } = arena
  const { subject, equality } = lab
  const steps: Step[] = []
  const standing: string[] = []
  const began = performance.now()
  const first = await arena.run({
    sees: 'all',
    director: step => {
      steps.push(step)
      if (subject.kind === 'command') standing.push(standingAt(arena, step))
      return 'go'
    },
  })
  const milliseconds = performance.now() - began
  const second = arena.ended(await subject.run(arena.job()), first.after)
  arena.putBack(second.after)
  const { deployment } = spec
  const asked = askedOf(before, deployment, equality)
  const seen = { deployment, equality, asked, before, first, second, umask: process.umask() }
  const baseline: Baseline = {
    ...{ seen, steps, seed, turn, milliseconds },
    isThorough: subject.kind === 'in-process',
    rerunOn: new Set(),
  }
  return { baseline, strike: trouble => strikeOf(trouble, steps, standing) }
}
