import { describe } from 'vitest'
import { faultSafe } from '../../../src/laws/fault-safe.ts'
import { raceSafe } from '../../../src/laws/race-safe.ts'
import { yieldsToOthers } from '../../../src/laws/yields-to-others.ts'
import { judgesUnder } from '../../judging/ports-under-trouble.ts'
import { looksUntilItSees, retriesForEver } from '../../reconcilers/broken-ports.ts'

// Each of these runs until it is stopped, which takes its time.

describe('faultSafe accuses', () => {
  judgesUnder(faultSafe, [
    {
      it: 'one that looks until it sees, where every look fails',
      in: {},
      by: looksUntilItSees,
      says: 'it did not end in time, and was killed, when every look at `a/projects` failed with EIO',
      scene: { patience: 0.1 },
    },
    {
      it: 'one that retries for ever what fails for ever, though undisturbed it calls it once',
      in: {},
      by: retriesForEver,
      says: 'it did not end in time, and was killed, when every attempt to make `a/projects` failed with ENOSPC',
      scene: { patience: 0.1 },
    },
  ])
})

describe('raceSafe accuses', () => {
  judgesUnder(raceSafe, [
    {
      it: 'one that retries for ever what another run has done',
      in: {},
      by: retriesForEver,
      says: 'it did not end in time, and was killed, when two of it ran at once',
      scene: { patience: 0.1 },
    },
  ])
})

describe('yieldsToOthers accuses', () => {
  judgesUnder(yieldsToOthers, [
    {
      it: 'one that waits for ever until it is gone',
      in: {},
      by: retriesForEver,
      says: 'it did not end in time, and was killed, when somebody else made `a/projects` right before symlink of `a/projects`',
      scene: { patience: 0.1 },
    },
  ])
})
