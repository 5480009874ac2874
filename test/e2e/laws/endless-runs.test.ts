import { describe } from 'vitest'
import { faultSafe } from '../../../src/laws/fault-safe.ts'
import { raceSafe } from '../../../src/laws/race-safe.ts'
import { yieldsToOthers } from '../../../src/laws/yields-to-others.ts'
import { testLawUnderTrouble } from '../../judging/ports-under-trouble.ts'
import { looksUntilItSees, retriesForEver } from '../../reconcilers/broken-ports.ts'

// Each of these runs until it is stopped, which takes its time.

describe('faultSafe accuses', () => {
  testLawUnderTrouble(faultSafe, [
    {
      it: 'one that looks until it sees, where every look fails',
      in: {},
      by: looksUntilItSees,
      says: 'a run did not end in time and was killed when every attempt to inspect `a/projects` failed with EIO',
      setup: { timeoutSeconds: 0.4 },
    },
    {
      it: 'one that retries for ever what fails for ever, though undisturbed it calls it once',
      in: {},
      by: retriesForEver,
      says: 'a run did not end in time and was killed when every attempt to create `a/projects` failed with ENOSPC',
      setup: { timeoutSeconds: 0.4 },
    },
  ])
})

describe('raceSafe accuses', () => {
  testLawUnderTrouble(raceSafe, [
    {
      it: 'one that retries for ever what another run has done',
      in: {},
      by: retriesForEver,
      says: 'a run did not end in time and was killed when two runs overlapped',
      setup: { timeoutSeconds: 0.4 },
    },
  ])
})

describe('yieldsToOthers accuses', () => {
  testLawUnderTrouble(yieldsToOthers, [
    {
      it: 'one that waits for ever until it is gone',
      in: {},
      by: retriesForEver,
      says: 'a run did not end in time and was killed when another process created `a/projects` just before the symlink of `a/projects`',
      setup: { timeoutSeconds: 0.4 },
    },
  ])
})
