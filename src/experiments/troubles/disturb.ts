import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Trouble, TroubleKind } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { crashesOf, withCrash } from './crash.ts'
import { faultsOf, withFault } from './fault.ts'
import { withInterlude } from './interlude.ts'
import { intrusionsOf, withIntruder } from './intruder.ts'
import { liveWritesOf, withAgents } from './live-writes/live-writer.ts'
import { withOthers } from './race.ts'
import { racesOf } from './race-plans.ts'
import { signalsOf, withSignal } from './signal.ts'

/** Returns all troubles of a kind that can strike a subject's run in a world. */
export function troublesOf(kind: TroubleKind, baseline: Baseline): Trouble[] {
  switch (kind) {
    case 'crash':
      return crashesOf(baseline)
    case 'signal':
      return signalsOf(baseline)
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

/** Runs the subject once under a trouble, and restores the world; null where the trouble did not strike. */
export function disturb(
  world: ReusableWorld,
  trouble: Trouble,
  baseline: Baseline,
): Promise<DisturbedRun | null> {
  switch (trouble.kind) {
    case 'crash':
      return trouble.interlude === undefined
        ? withCrash(world, trouble, baseline)
        : withInterlude(world, trouble, trouble.interlude)
    case 'signal':
      return withSignal(world, trouble, baseline)
    case 'fault':
      return withFault(world, trouble, baseline)
    case 'race':
      return withOthers(world, trouble)
    case 'intrusion':
      return withIntruder(world, trouble, baseline)
    case 'live-writes':
      return withAgents(world, trouble)
  }
}
