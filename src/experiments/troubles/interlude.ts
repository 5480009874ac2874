import { lutimesSync } from 'node:fs'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { type DisturbedRun, linesGone } from '../../observation/disturbed-run.ts'
import type { Run } from '../../observation/run.ts'
import type { Interlude } from '../../observation/trouble.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { stepMatcher } from '../step-refs.ts'
import type { Crash } from './crash.ts'
import { type EventLog, eventLogFor } from './event-log.ts'
import { startAgents } from './live-writes/agents.ts'
import { controlRun } from './live-writes/live-writer.ts'

/**
 * Kills the subject before a step, lets something happen to the result, and runs the subject again; null where the run never
 * reaches the step, or nothing could happen.
 */
export async function withInterlude(
  world: ReusableWorld,
  trouble: Crash,
  interlude: Interlude,
): Promise<DisturbedRun | null> {
  const log = eventLogFor(world)
  const isStruck = stepMatcher(trouble.before)
  let hasStruck = false
  const run = await world.run({
    intercept: trouble.before.among,
    interceptor: log.recorded(step => {
      hasStruck ||= isStruck(step)
      return hasStruck ? 'kill' : 'continue'
    }),
  })
  if (!hasStruck) {
    await world.restore(run.after)
    return null
  }
  return await ACTS[interlude](world, trouble, run, log)
}

type Act = (world: ReusableWorld, trouble: Crash, run: Run, log: EventLog) => Promise<DisturbedRun | null>

const ACTS: Readonly<Record<Interlude, Act>> = {
  'agents write': async (world, trouble, run, { note, disturbed }) => {
    const agents = startAgents(world)
    agents.end()
    const { lines } = agents
    const intruded = world.built.snapshot()
    const rerun = lines.length > 0 ? await world.rerun(intruded, intruded) : null
    await world.restore((rerun ?? run).after)
    if (rerun === null) return null
    note('agents appended a line to each of their transcripts')
    const control = linesGone(lines, rerun.after).length > 0 ? await controlRun(world) : null
    return disturbed(run, { trouble, intruded, lines, rerun, control })
  },
  'weeks pass': async (world, trouble, run, { note, disturbed }) => {
    const longAgo = new Date(Date.now() - AGE_MS)
    // Children come first: a time set in a directory leaves the times of its children alone, and the other way round.
    for (const path of [...run.after.entries.keys()].reverse())
      lutimesSync(toPath(`${world.built.root}/${path}`), longAgo, longAgo)
    const rerun = await world.rerun(run.after)
    await world.restore(rerun.after)
    note('two months passed: every entry is as old as that')
    return disturbed(run, { trouble, rerun })
  },
}

/** Longer than anybody keeps a stage or a lock of a killed run: 60 days. */
const AGE_MS = 60 * 24 * 60 * 60 * 1000
