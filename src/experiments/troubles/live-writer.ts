import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { linkPath } from '../../../fixtures/deployment.ts'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import { resolve } from '../../damage/resolve.ts'
import { type AgentLine, type DisturbedRun, linesGone } from '../../observation/disturbed-run.ts'
import type { Run } from '../../observation/run.ts'
import type { Trouble } from '../../observation/trouble.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'
import { eventsOf, NOTHING_MORE } from './event-log.ts'

/** In milliseconds: how long an agent waits from line to line that writes at any time. */
const PAUSE = 5
/** So that who waits for quiet, or copies a file for as long as it grows, comes to an end. */
const MOST_LINES = 400

export type LiveWrites = Extract<Trouble, { kind: 'live-writes' }>

/** An agent at each step; for a program, which takes time, also whenever it comes to it. */
export function liveWritesOf({ seen, steps, effort }: Baseline): LiveWrites[] {
  const { deployment, before } = seen
  const isAnywhere = deployment.homes.some(home =>
    deployment.links.some(({ name }) => directoryAt(before, linkPath(home, name)) !== null),
  )
  if (!isAnywhere || steps.length === 0) return []
  const anyTime: readonly LiveWrites[] = effort.isThorough ? [] : [{ kind: 'live-writes', at: 'any time' }]
  return [{ kind: 'live-writes', at: 'every step' }, ...anyTime]
}

/** Runs the subject under agents that append to their transcripts; null where none could. */
export async function withAgents(reusable: ReusableWorld, trouble: LiveWrites): Promise<DisturbedRun | null> {
  const { before, built, harness } = reusable
  const agents = startAgents(reusable)
  const stood = built.snapshot()
  const { events, interceptor } = eventsOf(reusable)
  let report: DisturbedRun['run']['report']
  try {
    if (trouble.at === 'any time') {
      let isOver = false
      const running = harness.subject.run(reusable.job()).finally(() => {
        isOver = true
      })
      while (!isOver) {
        agents.write(0)
        await sleep(PAUSE)
      }
      report = await running
    } else {
      report = await reusable.report({
        intercept: 'all',
        interceptor: interceptor(step => {
          const [last] = events.slice(-1)
          // Who copies a file that grows with each of its reads would never come to its end.
          const isSame =
            last !== undefined &&
            'step' in last &&
            last.step.call === step.call &&
            last.step.path === step.path
          if (!isSame) agents.write(events.length)
          return 'continue'
        }),
      })
    }
  } finally {
    agents.end()
  }
  const run = reusable.ended(report)
  reusable.restore(run.after)
  const { lines } = agents
  // A file whose first line is gone too may be lost without any write: then it is no matter of agents.
  const isAllGone = linesGone(lines, run.after).some(({ number }) => number === 0)
  if (!lines.some(({ number }) => number > 0)) return null
  return {
    ...NOTHING_MORE,
    ...{ trouble, before, stood, events, run, reports: [report], lines },
    control: isAllGone ? await withoutWrites(reusable) : null,
  }
}

/** The same, where the agents write no more than their first lines. */
async function withoutWrites(reusable: ReusableWorld): Promise<Run> {
  startAgents(reusable).end()
  const run = reusable.ended(await reusable.harness.subject.run(reusable.job()))
  reusable.restore(run.after)
  return run
}

interface Agents {
  /** What was written, and was not refused. */
  readonly lines: readonly AgentLine[]
  /** Appends a line to each transcript, after so many steps. */
  readonly write: (at: number) => void
  readonly end: () => void
}

/** Two agents for each link of each home that leads to a directory, each with a line written already. */
function startAgents({ built, spec: { deployment } }: ReusableWorld): Agents {
  const tree = built.snapshot()
  const lines: AgentLine[] = []
  const held: number[] = []
  let current: Snapshot | null = null
  const writers = deployment.homes.flatMap((home, i) =>
    deployment.links.flatMap(({ name }, j) => {
      const path = linkPath(home, name)
      const directory = directoryAt(tree, path)
      if (directory === null) return []
      const file = `live-${i + 1}-${j + 1}`
      const fd = opened(`${built.root}/${directory}/${file}-open.jsonl`)
      if (fd !== null) held.push(fd)
      return [
        ...(fd === null ? [] : [writer(`${path}/${file}-open.jsonl`, 'an open file', () => fd)]),
        writer(`${path}/${file}.jsonl`, 'its path', () => {
          const now = current === null ? null : directoryAt(current, path)
          return now === null ? null : opened(`${built.root}/${now}/${file}.jsonl`)
        }),
      ]
    }),
  )
  const write = (after: number) => {
    current = treeNow(built)
    for (const append of writers) append(after)
  }
  write(0)
  return {
    lines,
    write,
    end: () => {
      for (const fd of held) closeSync(fd)
    },
  }

  function writer(
    path: string,
    through: AgentLine['through'],
    open: () => number | null,
  ): (after: number) => void {
    let number = 0
    return after => {
      if (number >= MOST_LINES) return
      const text = `${path} ${number}`
      const fd = open()
      if (fd === null) return
      try {
        writeSync(fd, `${text}\n`)
      } catch (error) {
        if (errnoOf(error) === undefined) throw error
        return
      } finally {
        if (through === 'its path') closeSync(fd)
      }
      lines.push({ text, path, through, number, after })
      number += 1
    }
  }
}

/** The path, free of links, of the directory that a path leads to; null where it leads to none. */
function directoryAt(tree: Snapshot, path: string): string | null {
  const found = resolve(tree, path)
  return found.leads === 'there' && found.entry.type === 'dir' ? found.path : null
}

/** The world as it is at this moment; null where it cannot be looked at, since the subject is at work in it. */
function treeNow(built: ReusableWorld['built']): Snapshot | null {
  try {
    return built.snapshot()
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return null
  }
}

function opened(path: string): number | null {
  try {
    return openSync(
      toPath(path),
      constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW,
      0o600,
    )
  } catch (error) {
    if (errnoOf(error) === undefined) throw error
    return null
  }
}
