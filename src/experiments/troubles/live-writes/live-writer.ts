import { setTimeout as sleep } from 'node:timers/promises'
import { linkPath } from '../../../../fixtures/deployment.ts'
import { type DisturbedRun, linesGone } from '../../../observation/disturbed-run.ts'
import type { Report } from '../../../observation/report.ts'
import type { Run } from '../../../observation/run.ts'
import type { Trouble } from '../../../observation/trouble.ts'
import type { Baseline } from '../../baseline.ts'
import type { ReusableWorld } from '../../reusable-world.ts'
import { type EventLog, eventLogFor } from '../event-log.ts'
import { type Agents, directoryAt, startAgents } from './agents.ts'
import { fileAt } from './file-agents.ts'

/** In milliseconds: the pause between two lines of agents that write all the time. */
const PAUSE = 5

export type LiveWrites = Extract<Trouble, { kind: 'live-writes' }>

/** Returns agents that write before each step; for a command, whose runs take time, also agents that always write. */
export function liveWritesOf({ seen, steps, effort }: Baseline): LiveWrites[] {
  const { deployment, before } = seen
  const isAnywhere = deployment.homes.some(home =>
    deployment.links.some(
      ({ name, kind }) => (kind === 'file' ? fileAt : directoryAt)(before, linkPath(home, name)) !== null,
    ),
  )
  if (!isAnywhere || steps.length === 0) return []
  const anyTime: readonly LiveWrites[] = effort.isThorough ? [] : [{ kind: 'live-writes', at: 'any time' }]
  return [{ kind: 'live-writes', at: 'every step' }, ...anyTime]
}

/** Runs the subject while agents append to their transcripts; null where no agent could. */
export async function withAgents(world: ReusableWorld, trouble: LiveWrites): Promise<DisturbedRun | null> {
  const agents = startAgents(world)
  const intruded = world.built.snapshot()
  const log = eventLogFor(world)
  let report: Report
  try {
    report =
      trouble.at === 'any time'
        ? await runUnderAgents(world, agents)
        : await runStepByStep(world, agents, log)
  } finally {
    agents.end()
  }
  const run = world.ended(report)
  await world.restore(run.after)
  const { lines } = agents
  // The subject may lose a file whose first line is gone even when no agent writes: the control run tells.
  const isAllGone = linesGone(lines, run.after).some(({ number }) => number === 0)
  if (!lines.some(({ number }) => number > 0)) return null
  return log.disturbed(run, { trouble, intruded, lines, control: isAllGone ? await controlRun(world) : null })
}

async function runUnderAgents({ harness, job }: ReusableWorld, agents: Agents): Promise<Report> {
  let isOver = false
  const report = harness.subject.run(job()).finally(() => {
    isOver = true
  })
  while (!isOver) {
    agents.write(0)
    await sleep(PAUSE)
  }
  return await report
}

function runStepByStep({ report }: ReusableWorld, agents: Agents, log: EventLog): Promise<Report> {
  const { events, recorded } = log
  return report({
    intercept: 'all',
    interceptor: recorded(step => {
      const last = events.at(-1)
      // A program that copies a file which grows with each of its reads would never reach the end.
      const isSame =
        last !== undefined && 'step' in last && last.step.call === step.call && last.step.path === step.path
      if (!isSame) agents.write(events.length)
      return 'continue'
    }),
  })
}

/** Runs the subject with the first lines of the agents, and no more. */
export async function controlRun(world: ReusableWorld): Promise<Run> {
  startAgents(world).end()
  const run = await world.run()
  await world.restore(run.after)
  return run
}
