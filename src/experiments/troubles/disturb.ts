import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Trouble, TroubleKind } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { crashesOf, withCrash } from './crash.ts'
import { faultsOf, withFault } from './fault.ts'
import { intrusionsOf, withIntruder } from './intruder.ts'
import { liveWritesOf, withAgents } from './live-writer.ts'
import { racesOf, withOthers } from './race.ts'

/** All troubles of a kind that can befall what a subject does in a world. */
export function troublesOf(kind: TroubleKind, baseline: Baseline): Trouble[] {
  switch (kind) {
    case 'crash':
      return crashesOf(baseline)
    case 'fault':
      return faultsOf(baseline)
    case 'race':
      return racesOf(baseline)
    case 'intrusion':
      return intrusionsOf(baseline)
    case 'live-writes':
      return liveWritesOf(baseline)
  }
}

/** Makes a trouble; null where it did not strike. */
export function disturb(
  reusable: ReusableWorld,
  trouble: Trouble,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  switch (trouble.kind) {
    case 'crash':
      return withCrash(reusable, trouble, baseline)
    case 'fault':
      return withFault(reusable, trouble, baseline)
    case 'race':
      return withOthers(reusable, trouble, baseline)
    case 'intrusion':
      return withIntruder(reusable, trouble, baseline)
    case 'live-writes':
      return withAgents(reusable, trouble)
  }
}
