import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { toPath } from '../../fixtures/bytes.ts'
import { linkPath } from '../../fixtures/deployment.ts'
import { errnoOf } from '../../fixtures/errno.ts'
import type { Snapshot } from '../../fixtures/snapshot.ts'
import { resolve } from '../damage/resolve.ts'
import { type Disturbed, type Line, linesGone, type Trouble } from '../laws/disturbed.ts'
import type { Run } from '../laws/observation.ts'
import type { Arena } from './arena.ts'
import type { Baseline } from './baseline.ts'
import { eventsOf, NOTHING_MORE } from './events.ts'

/** In milliseconds: how long an agent waits from line to line that writes at any time. */
const PAUSE = 5
/** So that who waits for quiet, or copies a file for as long as it grows, comes to an end. */
const MOST_LINES = 400

export type LiveWrites = Extract<Trouble, { kind: 'live-writes' }>

/** An agent at each step; for a program, which takes time, also whenever it comes to it. */
export function liveWritesOf({ seen, steps, isThorough }: Baseline): LiveWrites[] {
  const { deployment, before } = seen
  const isAnywhere = deployment.homes.some(home =>
    deployment.links.some(({ name }) => directoryAt(before, linkPath(home, name)) !== null),
  )
  if (!isAnywhere || steps.length === 0) return []
  const anyTime: readonly LiveWrites[] = isThorough ? [] : [{ kind: 'live-writes', at: 'any time' }]
  return [{ kind: 'live-writes', at: 'every step' }, ...anyTime]
}

/** Runs the subject under agents that append to their transcripts; null where none could. */
export async function withAgents(arena: Arena, trouble: LiveWrites): Promise<Disturbed | null> {
  const { before, site, lab } = arena
  const agents = startAgents(arena)
  const stood = site.snapshot()
  const { events, director } = eventsOf(arena)
  let report: Disturbed['run']['report']
  try {
    if (trouble.at === 'any time') {
      let isOver = false
      const running = lab.subject.run(arena.job()).finally(() => {
        isOver = true
      })
      while (!isOver) {
        agents.write(0)
        await sleep(PAUSE)
      }
      report = await running
    } else {
      report = await lab.subject.direct(
        arena.job(),
        director(step => {
          const [last] = events.slice(-1)
          // Who copies a file that grows with each of its reads would never come to its end.
          const isSame =
            last !== undefined &&
            'step' in last &&
            last.step.call === step.call &&
            last.step.path === step.path
          if (!isSame) agents.write(events.length)
          return 'go'
        }),
        'all',
      )
    }
  } finally {
    agents.end()
  }
  const run = arena.ended(report)
  arena.putBack(run.after)
  const { lines } = agents
  // A file whose first line is gone too may be lost without any write: then it is no matter of agents.
  const isAllGone = linesGone(lines, run.after).some(({ number }) => number === 0)
  if (!lines.some(({ number }) => number > 0)) return null
  return {
    ...NOTHING_MORE,
    ...{ trouble, before, stood, events, run, reports: [report], lines },
    control: isAllGone ? await withoutWrites(arena) : null,
  }
}

/** The same, where the agents write no more than their first lines. */
async function withoutWrites(arena: Arena): Promise<Run> {
  startAgents(arena).end()
  const run = arena.ended(await arena.lab.subject.run(arena.job()))
  arena.putBack(run.after)
  return run
}

interface Agents {
  /** What was written, and was not refused. */
  readonly lines: readonly Line[]
  /** Appends a line to each transcript, after so many steps. */
  readonly write: (at: number) => void
  readonly end: () => void
}

/** Two agents for each link of each home that leads to a directory, each with a line written already. */
function startAgents({ site, spec: { deployment } }: Arena): Agents {
  const tree = site.snapshot()
  const lines: Line[] = []
  const held: number[] = []
  let current: Snapshot | null = null
  const writers = deployment.homes.flatMap((home, i) =>
    deployment.links.flatMap(({ name }, j) => {
      const path = linkPath(home, name)
      const directory = directoryAt(tree, path)
      if (directory === null) return []
      const file = `live-${i + 1}-${j + 1}`
      const fd = opened(`${site.root}/${directory}/${file}-open.jsonl`)
      if (fd !== null) held.push(fd)
      return [
        ...(fd === null ? [] : [writer(`${path}/${file}-open.jsonl`, 'an open file', () => fd)]),
        writer(`${path}/${file}.jsonl`, 'its path', () => {
          const now = current === null ? null : directoryAt(current, path)
          return now === null ? null : opened(`${site.root}/${now}/${file}.jsonl`)
        }),
      ]
    }),
  )
  const write = (after: number) => {
    current = treeNow(site)
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
    through: Line['through'],
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
function treeNow(site: Arena['site']): Snapshot | null {
  try {
    return site.snapshot()
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
