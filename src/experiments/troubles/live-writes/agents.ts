import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { linkPath } from '../../../../fixtures/deployment.ts'
import { toPath } from '../../../../fixtures/disk/bytes.ts'
import { nameOf, parentOf } from '../../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import { resolve } from '../../../damage/resolve.ts'
import type { AgentLine } from '../../../observation/disturbed-run.ts'
import { orNull } from '../../../subjects/or-null.ts'
import type { ReusableWorld } from '../../reusable-world.ts'

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
 * Starts agents for each link of each home that leads to a directory. Two have a transcript of their own: one holds it open,
 * the other opens it for each line. Two more do the same with transcripts that are there already, if there are any. Each
 * appends its first line at once.
 */
export function startAgents({ built, spec: { deployment } }: ReusableWorld): Agents {
  const start = built.snapshot()
  const lines: AgentLine[] = []
  const held: number[] = []
  let current: Snapshot | null = null
  const writers = deployment.homes.flatMap((home, i) =>
    deployment.links.flatMap(({ name }, j) => {
      const path = linkPath(home, name)
      const directory = directoryAt(start, path)
      if (directory === null) return []
      const own = `live-${i + 1}-${j + 1}`
      const [first, second] = transcriptsIn(start, directory)
      const writers = [`${own}-open.jsonl`, ...(first === undefined ? [] : [first])].map(file => {
        const fd = opened(`${built.root}/${directory}/${file}`)
        if (fd !== null) held.push(fd)
        return writerTo(`${path}/${file}`, 'an open file', () => fd, lines)
      })
      const others = [`${own}.jsonl`, ...(second === undefined ? [] : [second])].map(file => {
        const openNow = () => {
          const now = current && directoryAt(current, path)
          return now === null ? null : opened(`${built.root}/${now}/${file}`)
        }
        return writerTo(`${path}/${file}`, 'its path', openNow, lines)
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

/** Returns a function that appends the next line to a file, and adds it to `lines`. */
function writerTo(
  path: string,
  through: AgentLine['through'],
  open: () => number | null,
  lines: AgentLine[],
): (eventsBefore: number) => void {
  let number = 0
  return eventsBefore => {
    if (number >= MOST_LINES) return
    const text = `${path} ${number}`
    const fd = open()
    if (fd === null) return
    const written = orNull(() => writeSync(fd, `${text}\n`))
    if (through === 'its path') closeSync(fd)
    if (written === null) return
    lines.push({ text, path, through, number, eventsBefore })
    number += 1
  }
}

function opened(path: string): number | null {
  const { O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW } = constants
  return orNull(() => openSync(toPath(path), O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW, 0o600))
}
