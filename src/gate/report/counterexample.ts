import type { Given } from '../../../fixtures/given/given.ts'
import type { Snapshot, SnapshotEntry } from '../../../fixtures/snapshot.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { cutInMiddle } from '../../../fixtures/text/cut.ts'
import { octalMode } from '../../../fixtures/text/modes.ts'
import { printableLines } from '../../../fixtures/text/printable.ts'
import type { Fate } from '../../damage/fate.ts'
import { straysOf } from '../../laws/adds-only-required.ts'
import type { LossKind } from '../../laws/law.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Invocation } from '../../subjects/subject.ts'
import type { Blame } from '../shrink/blame.ts'
import { evidenceOf, type FailingCase } from '../shrink/failing-case.ts'
import { fixtureCode } from './fixture-code.ts'
import { type PictureLine, picture } from './picture.ts'
import { reproduction } from './reproduction.ts'
import { storyOf, storyOfMoment } from './story.ts'
import { type BlameReport, blameReport } from './words/blame-text.ts'
import { unlistedIn } from './words/given-text.ts'
import { historyText } from './words/history-text.ts'

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

/** The smallest world found in which a law is broken, and the run that breaks it. */
export interface Counterexample {
  /** One sentence. Safe to print. */
  readonly summary: string
  /** How data was lost; null if none was. */
  readonly kind: LossKind | null
  readonly spec: WorldSpec
  /** The trouble that struck the run; null for an undisturbed run. */
  readonly trouble: Trouble | null
  /** The world before the run, with the fate of each entry. */
  readonly lines: readonly PictureLine[]
  /** The events in the world before the run, one clause each. Safe to print. */
  readonly history: readonly string[]
  /** The moment at which the picture begins, such as `after the first run`; null for the start. */
  readonly since: string | null
  /** The entries of the world before the run. */
  readonly before: readonly ListedEntry[]
  /** The entries after it. */
  readonly after: readonly ListedEntry[]
  /**
   * The number of entries of `--given` and `--setup` that were kept and are not listed here, since they are many. Missing
   * where all entries are listed.
   */
  readonly unlisted?: number
  /** The fate of each entry of the world before the run. */
  readonly fates: readonly { readonly path: string; readonly fate: Fate }[]
  /** The paths of new entries that the request does not require. */
  readonly strays: readonly string[]
  /** The exit code of the run; null for code of this process, and for a run that was killed. */
  readonly exit: number | null
  /** The output of the run, with the root as `{root}`. Long output is cut in the middle. */
  readonly output: string
  /**
   * A shell script that builds the world, runs the command, and lists the result. Null for code of this process, for
   * a run under trouble, and for a world with a history.
   */
  readonly script: string | null
  /** The same world as fixture code. */
  readonly fixture: string
  /** The calls of the run in order, with the trouble among them; null where they were not recorded. */
  readonly story: readonly string[] | null
  /** The call that broke the law; null where it is unknown, or none did. */
  readonly blame: BlameReport | null
}

/**
 * Prepares a failing case for a report.
 *
 * @param invocation how to run the command in the script; null for code of this process.
 */
export function counterexampleOf(
  found: FailingCase,
  {
    invocation,
    blame,
    given,
  }: { readonly invocation: Invocation | null; readonly blame: Blame | null; readonly given: Given },
): Counterexample {
  const { spec, seen, disturbed, violation } = found
  const { before, run, since = null } = evidenceOf(found)
  const strays = straysOf(seen.expectation, run.changes)
  const ground = { given, setup: invocation?.setup ?? null }
  const unlisted = unlistedIn(ground, spec, before, run)
  return {
    summary: violation.summary,
    kind: violation.kind ?? null,
    spec,
    trouble: disturbed?.trouble ?? null,
    lines: picture(before, run, {
      strays,
      unlisted,
      missing: seen.expectation.links.filter(({ path }) => violation.paths.includes(path)),
    }),
    history: historyText(spec.history ?? []),
    since,
    // The picture may begin later, after an intruder.
    before: listed(disturbed?.before ?? before, unlisted),
    after: listed(run.after, unlisted),
    ...(unlisted.size === 0 ? {} : { unlisted: unlisted.size }),
    fates: [...run.changes.fates]
      .filter(([path]) => path !== '' && !unlisted.has(path))
      .map(([path, fate]) => ({ path, fate })),
    strays,
    exit: run.report.exit,
    // The world is gone by the time somebody reads its path.
    output: cutInMiddle(printableLines(run.report.output.replaceAll(before.seenAs, '{root}')), OUTPUT_LIMIT),
    // A shell script cannot strike between two calls of a program, nor act for others within the sandbox.
    script:
      invocation === null || disturbed !== null || spec.history !== undefined
        ? null
        : reproduction(spec, invocation, given),
    fixture: fixtureCode(spec, ground),
    story: storyFor(found),
    blame: blame && blameReport(blame),
  }
}

/** In characters. */
const OUTPUT_LIMIT = 8192

function storyFor(found: FailingCase): readonly string[] | null {
  const { seen, disturbed, violation } = found
  const { moment } = violation
  if (disturbed === null)
    return seen.moments === undefined || moment === undefined ? null : storyOfMoment(seen.moments, moment)
  const isOfRerun = disturbed.rerun !== null && evidenceOf(found).run.after === disturbed.rerun.after
  return [
    ...storyOf(disturbed),
    ...(isOfRerun ? ['  ==> the next run followed, undisturbed: the picture shows its result'] : []),
  ]
}

function listed(tree: Snapshot, unlisted: ReadonlySet<string>): ListedEntry[] {
  return [...tree.entries]
    .filter(([path]) => path !== '' && !unlisted.has(path))
    .map(([path, entry]) => ({
      path,
      type: entry.type,
      mode: octalMode(entry.mode),
      ...(entry.type === 'file' ? { size: entry.size } : {}),
      ...(entry.text === undefined ? {} : { text: entry.text.replaceAll(tree.seenAs, '{root}') }),
    }))
}
