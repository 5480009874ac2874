import { closeSync } from 'node:fs'
import { linkPath } from '../../../../fixtures/deployment.ts'
import { nameOf, parentOf } from '../../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import { resolve } from '../../../damage/resolve.ts'
import type { AgentLine } from '../../../observation/disturbed-run.ts'
import { orNull } from '../../../subjects/or-null.ts'
import type { ReusableWorld } from '../../reusable-world.ts'
import { type Append, opened, throughOpenFile, throughPath } from './append.ts'
import { fileAgents } from './file-agents.ts'

/** The most lines of one agent. A program that copies a file for as long as it grows then comes to an end. */
const MOST_LINES = 400

/** Agents that append numbered lines to transcripts. */
export interface Agents {
  /** The lines that they appended without an error. */
  readonly lines: readonly AgentLine[]
  /** Appends a line to each transcript. `eventsBefore` is the number of events so far. */
  readonly write: (eventsBefore: number) => void
  /** Closes the files that they hold open. */
  readonly end: () => void
}

/**
 * Starts agents for each link of each home that leads to a directory, or to a file where it should. In a directory, two have a transcript of their own: one holds it open,
 * the other opens it for each line. Two more do the same with transcripts that are there already, if there are any. A file
 * has the agents of `fileAgents`. Each appends its first line at once.
 */
export function startAgents({ built, spec: { deployment } }: ReusableWorld): Agents {
  const start = built.snapshot()
  const lines: AgentLine[] = []
  const held: number[] = []
  let current: Snapshot | null = null
  const now = () => current
  const writers = deployment.homes.flatMap((home, i) =>
    deployment.links.flatMap((link, j) => {
      const path = linkPath(home, link.name)
      if (link.kind === 'file') {
        const agents = fileAgents(built.root, path, { start, now, isSaver: i % 2 === 1 })
        held.push(...agents.held)
        return agents.writers.map(append => writerTo(path, append, lines))
      }
      const directory = directoryAt(start, path)
      if (directory === null) return []
      const own = `live-${i + 1}-${j + 1}`
      const [first, second] = transcriptsIn(start, directory)
      const writers = [`${own}-open.jsonl`, ...(first === undefined ? [] : [first])].map(file => {
        const fd = opened(`${built.root}/${directory}/${file}`)
        if (fd !== null) held.push(fd)
        return writerTo(`${path}/${file}`, throughOpenFile(fd), lines)
      })
      const others = [`${own}.jsonl`, ...(second === undefined ? [] : [second])].map(file => {
        const openNow = () => {
          const directoryNow = current && directoryAt(current, path)
          return directoryNow === null ? null : opened(`${built.root}/${directoryNow}/${file}`)
        }
        return writerTo(`${path}/${file}`, throughPath(openNow), lines)
      })
      return [...writers, ...others]
    }),
  )
  const write = (eventsBefore: number) => {
    // The subject may change the world while it is read.
    current = orNull(() => built.snapshot())
    for (const append of writers) append(eventsBefore)
  }
  write(0)
  return {
    lines,
    write,
    end: () => {
      for (const fd of held) closeSync(fd)
    },
  }
}

/** Returns the names of the files in a directory that agents may append to: those that end with a whole line. */
function transcriptsIn({ entries }: Snapshot, directory: string): string[] {
  return [...entries]
    .filter(
      ([path, { type, content }]) =>
        type === 'file' && parentOf(path) === directory && content?.at(-1) === NEWLINE,
    )
    .map(([path]) => nameOf(path))
}

const NEWLINE = 10

/** Returns the path, free of links, of the directory that a path leads to; null where it leads to none. */
export function directoryAt(tree: Snapshot, path: string): string | null {
  const found = resolve(tree, path)
  return found.leads === 'there' && found.entry.type === 'dir' ? found.path : null
}

/** Returns a function that writes the next line of an agent, and adds it to `lines`. */
function writerTo(
  path: string,
  { through, write }: Append,
  lines: AgentLine[],
): (eventsBefore: number) => void {
  let number = 0
  return eventsBefore => {
    if (number >= MOST_LINES) return
    const text = `${path} ${number}`
    if (!write(text, number)) return
    lines.push({ text, path, through, number, eventsBefore })
    number += 1
  }
}
