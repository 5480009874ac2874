import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Observation } from '../observation/observation.ts'
import type { Law } from './law.ts'
import { pathInWords } from './wording/entries.ts'

export const orderBlind: Law<'order-blind'> = {
  id: 'order-blind',
  level: 'complete',
  says: 'where nothing is in the way, homes and links in another order give the same tree',
  needs: ['permuted'],
  brokenBy: 'reports',
  judge: seen => {
    const { expectation, first, permuted } = seen
    if (expectation.world !== 'clear' || permuted === undefined) return 'vacuous'
    if (first.report.claim !== 'success' && permuted.report.claim !== 'success') return 'vacuous'
    const evidence = { before: seen.before, run: permuted }
    if (first.report.claim !== permuted.report.claim) {
      return {
        summary: `in another order of homes and links, ${permuted.report.claim} was reported`,
        paths: [],
        evidence,
      }
    }
    const [path] = differences(seen, first.after, permuted.after)
    if (path === undefined) return 'held'
    return {
      summary: `in another order of homes and links, ${pathInWords(path)} comes out differently`,
      paths: [path],
      evidence,
    }
  },
}

function differences({ before, expectation }: Observation, one: Snapshot, other: Snapshot): string[] {
  const paths = [...new Set([...one.entries.keys(), ...other.entries.keys()])]
  return paths.filter(path => {
    // A stray's name may be anything, a time or a number.
    if (!before.entries.has(path) && !expectation.places.has(path)) return false
    return essence(one, path) !== essence(other, path)
  })
}

/** All of an entry that the order must not change; the mode of a directory depends on who came first to make it. */
function essence(tree: Snapshot, path: string): string {
  const entry = tree.entries.get(path)
  if (entry === undefined) return 'absent'
  const content = entry.content === undefined ? '' : Buffer.from(entry.content).toString('latin1')
  return JSON.stringify([entry.type, entry.text?.replaceAll(tree.seenAs, '{root}'), content])
}
