import type { Snapshot } from '../../fixtures/snapshot.ts'
import type { Observation } from '../observation/observation.ts'
import type { Law } from './law.ts'
import { quotePath } from './wording/entries.ts'

export const orderBlind: Law<'order-blind'> = {
  id: 'order-blind',
  level: 'complete',
  says: 'if nothing is in the way, homes and links in another order give the same tree',
  needs: ['permuted'],
  brokenBy: 'reports',
  judge: seen => {
    const { expectation, first, permuted, before } = seen
    if (expectation.world !== 'clear' || permuted === undefined) return 'vacuous'
    const { claim } = permuted.report
    if (first.report.claim !== 'success' && claim !== 'success') return 'vacuous'
    const evidence = { before, run: permuted }
    if (first.report.claim !== claim)
      return { summary: `with homes and links in another order, ${claim} was reported`, paths: [], evidence }
    const [path] = differences(seen, first.after, permuted.after)
    if (path === undefined) return 'held'
    return {
      summary: `with homes and links in another order, ${quotePath(path)} is different`,
      paths: [path],
      evidence,
    }
  },
}

function differences({ before, expectation }: Observation, one: Snapshot, other: Snapshot): string[] {
  const paths = [...new Set([...one.entries.keys(), ...other.entries.keys()])]
  return paths.filter(path => {
    // The name of a stray entry may hold a time or a number, and differ in every run.
    if (!before.entries.has(path) && !expectation.places.has(path)) return false
    return essenceOf(one, path) !== essenceOf(other, path)
  })
}

/** Returns the parts of an entry that must not depend on the order; a directory's mode may. */
function essenceOf(tree: Snapshot, path: string): string {
  const entry = tree.entries.get(path)
  if (entry === undefined) return 'absent'
  const content = entry.content === undefined ? '' : Buffer.from(entry.content).toString('latin1')
  return JSON.stringify([entry.type, entry.text?.replaceAll(tree.seenAs, '{root}'), content])
}
