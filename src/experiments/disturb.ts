import type { Disturbed, Trouble } from '../laws/disturbed.ts'
import type { TroubleKind } from '../laws/law.ts'
import type { Arena } from './arena.ts'
import type { Baseline } from './baseline.ts'
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
export function disturb(arena: Arena, trouble: Trouble, baseline: Baseline): Promise<Disturbed | null> {
  switch (trouble.kind) {
    case 'crash':
      return withCrash(arena, trouble, baseline)
    case 'fault':
      return withFault(arena, trouble, baseline)
    case 'race':
      return withOthers(arena, trouble, baseline)
    case 'intrusion':
      return withIntruder(arena, trouble, baseline)
    case 'live-writes':
      return withAgents(arena, trouble)
  }
}
