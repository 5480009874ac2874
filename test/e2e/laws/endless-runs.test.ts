import { describe } from 'vitest'
import { ends } from '../../../src/laws/ends.ts'
import type { Law } from '../../../src/laws/law.ts'
import type { TroubleKind } from '../../../src/observation/trouble.ts'
import { testLawUnderTrouble } from '../../judging/ports-under-trouble.ts'
import { RIGHT } from '../../judging/trees.ts'
import { looksUntilItSees, retriesForEver } from '../../reconcilers/broken-ports.ts'

/** Returns the law for one kind of trouble alone. */
function endsUnder(kind: TroubleKind): Law {
  const { judge } = ends.underTrouble ?? { judge: () => 'vacuous' as const }
  return { ...ends, underTrouble: { kinds: [kind], judge } }
}

// Each of these runs until it is stopped, which takes its time.

describe('under faults, ends accuses', () => {
  testLawUnderTrouble(endsUnder('fault'), [
    {
      it: 'one that looks until it sees, where every look fails',
      in: {},
      by: looksUntilItSees,
      says: 'a run was stopped: it had made more than 20,000 calls, when every attempt to inspect `a/projects` failed with EIO',
      setup: { timeoutSeconds: 100 },
    },
    {
      it: 'one that retries for ever what fails for ever, though undisturbed it calls it once',
      in: {},
      by: retriesForEver,
      says: 'a run was stopped: it had made more than 20,000 calls, when every attempt to create `a/projects` failed with ENOSPC',
      setup: { timeoutSeconds: 100 },
    },
  ])
})

describe('in races, ends accuses', () => {
  testLawUnderTrouble(endsUnder('race'), [
    {
      it: 'one that retries for ever what another run has done',
      in: {},
      by: retriesForEver,
      says: 'a run was stopped: it had made more than 20,000 calls, when two runs overlapped',
      setup: { timeoutSeconds: 100 },
    },
  ])
})

describe('under intruders, ends accuses', () => {
  testLawUnderTrouble(endsUnder('intrusion'), [
    {
      it: 'one that waits for ever until it is gone',
      in: {},
      by: retriesForEver,
      says: 'a run was stopped: it had made more than 20,000 calls, when another process created `a/projects` just before the symlink of `a/projects`',
      setup: { timeoutSeconds: 100 },
    },
  ])
})

describe('under agents that write, ends accuses', () => {
  testLawUnderTrouble(endsUnder('live-writes'), [
    {
      it: 'one that waits until they are silent',
      in: RIGHT,
      by: async ([home = ''], [link], _root, fs) => {
        const isIdle = () => fs.readdir(`${home}/${link?.name}`).then(names => names.length === 0)
        while (!(await isIdle()));
      },
      says: 'a run was stopped: it had made more than 20,000 calls, while agents were writing',
      setup: { timeoutSeconds: 100 },
    },
  ])
})
