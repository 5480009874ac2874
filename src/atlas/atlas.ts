import { canBeTried } from '../../fixtures/given/given.ts'
import { firstLinkStates } from '../../fixtures/states/small-states.ts'
import { hasPermissions } from '../../fixtures/states/world-spec.ts'
import type { Harness } from '../experiments/harness.ts'
import { mapInOrder } from '../experiments/map-in-order.ts'
import { observe } from '../experiments/observe.ts'
import { withFadingPatience } from '../experiments/time/fading-patience.ts'
import { GateError } from '../gate/gate-error.ts'
import { withHarness } from '../gate/process/with-harness.ts'
import type { SettledOptions } from '../gate/settled-options.ts'
import type { HomeLink } from '../observation/right.ts'
import type { Subject } from '../subjects/subject.ts'
import type { Cell } from './cell.ts'
import type { Compared } from './compared.ts'
import { outcomeOf } from './outcome.ts'
import { storyOf } from './story.ts'

/** The worlds of an atlas, and the policy by which the runs in them are judged. */
export interface AtlasOptions
  extends Pick<SettledOptions, 'deployment' | 'equality' | 'allow' | 'given' | 'homesExist' | 'onProgress'> {
  /** Whether each cell tells its story, for which some states are tried twice. Default: false. */
  readonly withStories?: boolean
}

/** The outcomes of a subject in every small state of its first home and its first link. */
export interface Atlas {
  /** The name of the subject. */
  readonly subject: string
  /** The home and the link whose states are shown, relative to the world's root. */
  readonly place: HomeLink
  readonly cells: readonly Cell[]
  /** Further facts for the user, one sentence each. */
  readonly notes: readonly string[]
}

/** An atlas, and the name of its subject beside others; null for a subject that has none. */
export interface NamedAtlas extends Atlas {
  readonly name: string | null
  /** The changes since an earlier atlas. Default: there is none to compare with. */
  readonly compared?: Compared
}

/**
 * Runs a subject once in every small state of its first home and its first link.
 *
 * @throws GateError when the subject cannot be run: there is no sandbox, or it fails in an empty world.
 */
export async function atlasOf(subject: Subject, options: AtlasOptions): Promise<Atlas> {
  const { homes, links } = options.deployment
  const [home, link] = [homes[0], links[0]]
  if (home === undefined || link === undefined)
    throw new GateError('There is no state to try: name a home and a link.')
  options.onProgress('preflight')
  return await withHarness(subject, options, async (harness, notes) => ({
    subject: harness.subject.name,
    place: { home, link },
    cells: await cellsOf(withFadingPatience(harness), options, { home, link }),
    notes,
  }))
}

async function cellsOf(
  harness: Harness,
  { deployment, onProgress, withStories = false }: AtlasOptions,
  place: HomeLink,
): Promise<Cell[]> {
  const { subject, given } = harness
  const specs = firstLinkStates(deployment).filter(
    spec => canBeTried(given, spec) && (subject.permissions !== 'never' || !hasPermissions(spec)),
  )
  const cells: Cell[] = []
  const observed = mapInOrder(specs, subject.parallel, async spec => {
    const seen = await observe(harness, spec, new Set())
    const cell = { ...spec.states, outcome: outcomeOf(seen, place), exit: seen.first.report.exit }
    return withStories ? { ...cell, story: await storyOf(harness, spec, seen, cell.outcome) } : cell
  })
  for await (const cell of observed) {
    cells.push(cell)
    onProgress(`${cells.length} of ${specs.length} states`, { done: cells.length, total: specs.length })
  }
  return cells
}
