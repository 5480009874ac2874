import type { Fate } from '../damage/fate.ts'
import type { Law } from './law.ts'
import { describeFate, describeRole, quotePath } from './wording/entries.ts'

/** The worst first. */
const TOUCHED: readonly Fate[] = ['trivial', 'merged', 'moved', 'recreated', 'altered', 'appended']

export const touchesNothing: Law<'touches-nothing'> = {
  id: 'touches-nothing',
  level: 'tidy',
  says: 'no existing entry is appended to, recreated, altered, moved, merged or trivially lost',
  needs: [],
  brokenBy: 'calls',
  judge: seen => {
    const { fates } = seen.first.changes
    const touched = TOUCHED.flatMap(fate => [...fates.keys()].filter(path => fates.get(path) === fate))
    const [worst] = touched
    if (worst === undefined) return 'held'
    const fate = describeFate(fates.get(worst) ?? 'kept')
    return { summary: `${quotePath(worst)} ${fate}: ${describeRole(worst, seen)}`, paths: touched }
  },
}
