import { fromBytes } from '../../fixtures/disk/bytes.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { cutInMiddle } from '../../fixtures/text/cut.ts'
import { printable, printableLines } from '../../fixtures/text/printable.ts'
import type { Harness } from '../experiments/harness.ts'
import { observe } from '../experiments/observe.ts'
import { type PictureLine, picture } from '../gate/report/picture.ts'
import { reproduction } from '../gate/report/reproduction.ts'
import { type BlameReport, blameReport } from '../gate/report/words/blame-text.ts'
import { blameIn } from '../gate/shrink/blame.ts'
import { addsOnlyRequired, straysOf } from '../laws/adds-only-required.ts'
import { lossIn } from '../laws/keeps-data.ts'
import type { Violation } from '../laws/law.ts'
import { touchesNothing } from '../laws/touches-nothing.ts'
import type { Observation } from '../observation/observation.ts'
import { isRight } from '../observation/right.ts'
import type { Outcome } from './outcome.ts'

/** The story of one state. All texts are safe to print, with the root as `{root}`. */
export interface Story {
  /** The world before the run, with the fate of each entry, and the new entries. */
  readonly lines: readonly PictureLine[]
  /** The files whose bytes are nowhere any more, with those bytes. */
  readonly lost: readonly { readonly path: string; readonly bytes: string }[]
  /** The output of the run, cut in the middle. */
  readonly output: string
  /** The call that did it; null where it is unknown, or no call did. */
  readonly blame: BlameReport | null
  /** A shell script that builds the world and runs the command; null for code of this process. */
  readonly script: string | null
}

/**
 * Tells what happened in a world.
 *
 * @param seen the run in that world. Where a call is to blame, the subject runs once more, with its calls recorded.
 */
export async function storyOf(
  harness: Harness,
  spec: WorldSpec,
  seen: Observation,
  outcome: Outcome,
): Promise<Story> {
  const { before, equality, expectation, first } = seen
  const { invocation } = harness.subject
  const { fates } = first.changes
  const wrong = expectation.links.filter(link => !isRight(first.after, link, equality))
  return {
    lines: picture(before, first, {
      strays: straysOf(expectation, first.changes),
      missing: outcome === 'lied' ? wrong : [],
    }),
    lost: [...before.entries].flatMap(([path, { content }]) =>
      fates.get(path) === 'destroyed' && content !== undefined
        ? [{ path: printable(path), bytes: shown(fromBytes(Buffer.from(content)), LOST_LIMIT) }]
        : [],
    ),
    output: shown(first.report.output.replaceAll(before.seenAs, '{root}'), OUTPUT_LIMIT),
    blame: await blameOf(harness, spec, seen),
    script: invocation === null ? null : reproduction(spec, invocation, harness.given),
  }
}

/** In characters. */
const OUTPUT_LIMIT = 2000
const LOST_LIMIT = 400

function shown(text: string, limit: number): string {
  return cutInMiddle(printableLines(text), limit)
}

async function blameOf(harness: Harness, spec: WorldSpec, plain: Observation): Promise<BlameReport | null> {
  if (harness.subject.stops.by === 'none' || violationIn(plain) === null) return null
  const seen = await observe({ ...harness, records: 'lines' }, spec, new Set(['moments']))
  const violation = violationIn(seen)
  const blame = violation && blameIn({ spec, seen, disturbed: null, violation })
  return blame && blameReport(blame)
}

/** Returns the worst thing that a call did in a run; null where no call did harm. */
function violationIn(seen: Observation): Violation | null {
  const loss = lossIn(seen.first, seen, '')
  if (loss !== undefined) return loss
  const judged = [addsOnlyRequired, touchesNothing].map(law => law.judge?.(seen) ?? 'vacuous')
  return judged.find(judgement => typeof judgement === 'object') ?? null
}
