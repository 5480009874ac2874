import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { entryAt } from '../../damage/resolve.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import { lossOfUnread } from '../keeps-data.ts'
import type { Violation } from '../law.ts'
import { quoteFile, quotePath } from '../wording/entries.ts'
import { describeTrouble } from '../wording/trouble.ts'

/**
 * Returns the violation by a file that an undisturbed run leaves readable through a home, and the run after a kill does
 * not, although it reports success; undefined where there is none.
 */
export function lessToRead(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  const { rerun, before } = disturbed
  const { first, expectation } = seen
  if (rerun?.report.claim !== 'success' || first.report.claim !== 'success') return undefined
  for (const { path } of expectation.links) {
    const [usual, here] = [first.after, rerun.after].map(tree => contentsBelow(tree, path))
    const lost = [...before.entries].find(([, { content }]) => {
      const text = content === undefined || content.length === 0 ? null : fromBytes(content)
      return text !== null && isReadable(text, usual) && !isReadable(text, here)
    })
    if (lost === undefined) continue
    const [file, entry] = lost
    return {
      kind: lossOfUnread(rerun.changes.fates.get(file)),
      summary: `after ${describeTrouble(disturbed)}, the next run reported success, and ${quoteFile(file, entry)} cannot be read through ${quotePath(path)}, as it can after an undisturbed run`,
      paths: [file, path],
      evidence: { before, run: rerun },
    }
  }
  return undefined
}

/** Returns whether a text is among some contents, as a whole file or as a part of one. */
function isReadable(text: string, contents: readonly string[] = []): boolean {
  return contents.some(content => content.includes(text))
}

/** Returns the contents of all files below the directory that a path leads to. */
function contentsBelow(tree: Snapshot, path: string): string[] {
  const directory = entryAt(tree, path)?.path
  if (directory === undefined) return []
  const files = [...tree.entries].filter(([one]) => isWithin(one, directory))
  return files.flatMap(([, { content }]) => (content === undefined ? [] : [fromBytes(content)]))
}
