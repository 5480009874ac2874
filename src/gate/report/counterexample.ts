import type { Snapshot, SnapshotEntry } from '../../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { cutInMiddle } from '../../../fixtures/text/cut.ts'
import { octalMode } from '../../../fixtures/text/modes.ts'
import { printableLines } from '../../../fixtures/text/printable.ts'
import type { Fate } from '../../damage/fate.ts'
import { straysOf } from '../../laws/adds-only-required.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Invocation } from '../../subjects/subject.ts'
import type { Blame } from '../shrink/blame.ts'
import { evidenceOf, type FailingCase } from '../shrink/failing-case.ts'
import { type BlameReport, blameReport } from './blame-text.ts'
import { fixtureCode } from './fixture-code.ts'
import { type PictureLine, picture } from './picture.ts'
import { reproduction } from './reproduction.ts'
import { storyOf, storyOfMoment } from './story.ts'

/** One entry of a tree, for a report. */
export interface ListedEntry {
  readonly path: string
  readonly type: SnapshotEntry['type']
  /** Four octal digits. */
  readonly mode: string
  /** A file's size, in bytes. */
  readonly size?: number
  /** A symlink's text, with the root as `{root}`. */
  readonly text?: string
}

/** The smallest world found in which a law is broken, and what happened there. */
export interface Counterexample {
  /** One sentence. Safe to print. */
  readonly summary: string
  readonly spec: WorldSpec
  /** What befell the run; null where nothing did. */
  readonly trouble: Trouble | null
  readonly lines: readonly PictureLine[]
  /** What has happened when the picture begins, such as `after a first run`; null where nothing has. */
  readonly since: string | null
  readonly before: readonly ListedEntry[]
  readonly after: readonly ListedEntry[]
  readonly fates: readonly { readonly path: string; readonly fate: Fate }[]
  readonly strays: readonly string[]
  readonly exit: number | null
  readonly output: string
  /** A shell script that builds the world, runs the command, and shows the damage; null for a function. */
  readonly script: string | null
  /** The same world as fixture code. */
  readonly fixture: string
  /** What was done step by step, with the trouble among it; null where there was none. */
  readonly story: readonly string[] | null
  /** What did it; null where no call did, or it is not known. */
  readonly blame: BlameReport | null
}

/** Words a failing case for a report. Without `invocation` there is no script: it is for commands. */
export function counterexampleOf(
  found: FailingCase,
  { invocation, blame }: { readonly invocation: Invocation | null; readonly blame: Blame | null },
): Counterexample {
  const { spec, seen, disturbed, violation } = found
  const { before, run, since = null } = evidenceOf(found)
  const strays = straysOf(seen.expectation, run.changes)
  return {
    summary: violation.summary,
    spec,
    trouble: disturbed?.trouble ?? null,
    lines: picture(before, run, {
      strays,
      missing: seen.expectation.links.filter(({ path }) => violation.paths.includes(path)),
    }),
    since,
    // The picture may begin later, when somebody else has come in.
    before: listed(disturbed?.before ?? before),
    after: listed(run.after),
    fates: [...run.changes.fates].filter(([path]) => path !== '').map(([path, fate]) => ({ path, fate })),
    strays,
    exit: run.report.exit,
    // The world's own path says nothing to anybody once it is gone.
    output: cutInMiddle(printableLines(run.report.output.replaceAll(before.seenAs, '{root}')), OUTPUT_LIMIT),
    // A shell cannot strike between two calls of another program.
    script: invocation === null || disturbed !== null ? null : reproduction(spec, invocation),
    fixture: fixtureCode(spec),
    story: storyFor(found),
    blame: blame && blameReport(blame),
  }
}

/** In characters. */
const OUTPUT_LIMIT = 8192

function storyFor(found: FailingCase): readonly string[] | null {
  const { seen, disturbed, violation } = found
  const { moment } = violation
  if (disturbed !== null) {
    const isOfRerun = disturbed.rerun !== null && evidenceOf(found).run.after === disturbed.rerun.after
    return [
      ...storyOf(disturbed),
      ...(isOfRerun ? ['  ==> it was run again, to its end, which is what is shown above'] : []),
    ]
  }
  return seen.moments === undefined || moment === undefined ? null : storyOfMoment(seen.moments, moment)
}

function listed(tree: Snapshot): ListedEntry[] {
  return [...tree.entries]
    .filter(([path]) => path !== '')
    .map(([path, entry]) => ({
      path,
      type: entry.type,
      mode: octalMode(entry.mode),
      ...(entry.type === 'file' ? { size: entry.size } : {}),
      ...(entry.text === undefined ? {} : { text: entry.text.replaceAll(tree.seenAs, '{root}') }),
    }))
}
