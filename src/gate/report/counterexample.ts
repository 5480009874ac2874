import type { Snapshot, SnapshotEntry } from '../../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { octalMode } from '../../../fixtures/text/modes.ts'
import { printableLines } from '../../../fixtures/text/printable.ts'
import type { Fate } from '../../damage/fate.ts'
import { straysOf } from '../../laws/adds-only-required.ts'
import type { Violation } from '../../laws/law.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Blame } from '../shrink/blame.ts'
import { evidenceOf } from '../shrink/failing-case.ts'
import { type BlameReport, blameReport } from './blame-text.ts'
import { fixtureCode } from './fixture-code.ts'
import { type PictureLine, picture } from './picture.ts'
import { type CommandRun, reproduction } from './reproduction.ts'
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

export function counterexampleOf(
  spec: WorldSpec,
  seen: Observation,
  violation: Violation,
  { command, blame }: { readonly command: CommandRun | null; readonly blame: Blame | null },
): Counterexample {
  const { before, run, since = null } = evidenceOf({ seen, violation })
  const strays = straysOf(seen.expectation, run.changes)
  return {
    summary: violation.summary,
    spec,
    trouble: seen.disturbed?.trouble ?? null,
    lines: picture(before, run, {
      strays,
      missing: seen.expectation.links.filter(({ path }) => violation.paths.includes(path)),
    }),
    since,
    // The picture may begin later, when somebody else has come in.
    before: listed(seen.disturbed?.before ?? before),
    after: listed(run.after),
    fates: [...run.changes.fates].filter(([path]) => path !== '').map(([path, fate]) => ({ path, fate })),
    strays,
    exit: run.report.exit,
    // The world's own path says nothing to anybody once it is gone.
    output: printableLines(run.report.output.replaceAll(before.seenAs, '{root}')),
    // A shell cannot strike between two calls of another program.
    script: command === null || seen.disturbed !== undefined ? null : reproduction(spec, command),
    fixture: fixtureCode(spec),
    story: storyFor(seen, violation),
    blame: blame && blameReport(blame),
  }
}

function storyFor(seen: Observation, violation: Violation): readonly string[] | null {
  const { disturbed, moments } = seen
  const { moment } = violation
  if (disturbed !== undefined) {
    const isOfRerun =
      disturbed.rerun !== null && evidenceOf({ seen, violation }).run.after === disturbed.rerun.after
    return [
      ...storyOf(disturbed),
      ...(isOfRerun ? ['  ==> it was run again, to its end, which is what is shown above'] : []),
    ]
  }
  return moments === undefined || moment === undefined ? null : storyOfMoment(moments, moment)
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
