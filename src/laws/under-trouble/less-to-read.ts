import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { entryAt } from '../../damage/resolve.ts'
import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Observation } from '../../observation/observation.ts'
import type { Violation } from '../law.ts'
import { quoteFile, quotePath } from '../wording/entries.ts'
import { describeTrouble } from '../wording/trouble.ts'

/**
 * Returns how the next run after a kill leaves a file where a home does not lead to it any more, although an undisturbed
 * run leaves it readable through that home, and reports the same. Undefined where it does not.
 */
export function lessToRead(disturbed: DisturbedRun, seen: Observation): Violation | undefined {
  const { rerun, before } = disturbed
  const { first, expectation } = seen
  if (rerun === null || rerun.report.claim !== first.report.claim) return undefined
  for (const { path } of expectation.links) {
    const [usual, here] = [first.after, rerun.after].map(tree => contentsBelow(tree, path))
    const lost = [...before.entries].find(([, { content }]) => {
      const text = content === undefined || content.length === 0 ? null : fromBytes(content)
      return text !== null && usual?.has(text) === true && here?.has(text) === false
    })
    if (lost === undefined) continue
    const [file, entry] = lost
    return {
      summary: `after ${describeTrouble(disturbed)}, the next run reported ${rerun.report.claim}, and ${quoteFile(file, entry)} cannot be read through ${quotePath(path)}, as it can after an undisturbed run`,
      paths: [file, path],
      evidence: { before, run: rerun },
    }
  }
  return undefined
}

/** Returns the contents of all files below the directory that a path leads to. */
function contentsBelow(tree: Snapshot, path: string): ReadonlySet<string> {
  const directory = entryAt(tree, path)?.path
  if (directory === undefined) return new Set()
  const files = [...tree.entries].filter(([one]) => isWithin(one, directory))
  return new Set(files.flatMap(([, { content }]) => (content === undefined ? [] : [fromBytes(content)])))
}
