import { askedOf } from '../laws/asked.ts'
import type { Trouble } from '../laws/disturbed.ts'
import type { Observation } from '../laws/observation.ts'
import type { Step } from '../subjects/director.ts'
import type { Arena, Directed } from './arena.ts'
import { freshNames } from './fresh-names.ts'
import { standingAt, strikeOf } from './standing.ts'

/** What a subject does in a world while nothing disturbs it: where trouble can strike, and what is not its doing. */
export interface Baseline {
  readonly seen: Observation
  /** How long it took. */
  readonly milliseconds: number
  /** All steps on the world's paths. */
  readonly steps: readonly Step[]
  /** The names that it makes and another run makes otherwise. */
  readonly fresh: ReadonlySet<string>
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

export interface Ask extends Pick<Baseline, 'seed' | 'turn'> {
  /** Whether the trouble is known already, and tells itself which names are new in each run: that saves a run. */
  readonly isKnown?: boolean
}

/** Runs a subject in a world while nothing disturbs it, and again on what that left. */
export async function baselineIn(arena: Arena, { seed, turn, isKnown = false }: Ask): Promise<Undisturbed> {
  const { before, lab, spec } = arena
  const { subject, equality } = lab
  const steps: Step[] = []
  const standing: string[] = []
  const began = performance.now()
  const first = await arena.run({
    sees: 'all',
    director: step => {
      steps.push(step)
      if (subject.kind === 'command') standing.push(standingAt(arena, step.path))
      return 'go'
    },
  })
  const milliseconds = performance.now() - began
  const second = arena.ended(await subject.run(arena.job()), first.after)
  arena.putBack(second.after)
  const others = isKnown ? steps : await stepsOf(arena, 'changes')
  const { deployment } = spec
  const asked = askedOf(before, deployment, equality)
  const seen = { deployment, equality, asked, before, first, second, umask: process.umask() }
  const baseline: Baseline = {
    ...{ seen, steps, seed, turn, milliseconds },
    fresh: freshNames(seen, steps, others),
    isThorough: subject.kind === 'in-process',
    rerunOn: new Set(),
  }
  return { baseline, strike: trouble => strikeOf(trouble, baseline, standing) }
}

/** The steps of another run, in order. */
export async function stepsOf(arena: Arena, sees: Directed['sees']): Promise<Step[]> {
  const steps: Step[] = []
  const run = await arena.run({
    sees,
    director: step => {
      steps.push(step)
      return 'go'
    },
  })
  arena.putBack(run.after)
  return steps
}
