import { closeSync, constants, openSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs'
import { toPath } from '../../../../fixtures/disk/bytes.ts'
import type { Snapshot } from '../../../../fixtures/snapshot.ts'
import { resolve } from '../../../damage/resolve.ts'
import { orNull } from '../../../subjects/or-null.ts'
import { type Append, opened, throughOpenFile, throughPath } from './append.ts'

/** Where agents that share one file are, and what they do there. */
interface FileAgentOptions {
  /** The world when they start. */
  readonly start: Snapshot
  /** Returns the world as it is now; null where it cannot be read. */
  readonly now: () => Snapshot | null
  /** Whether there is one agent that saves the file in one go, or two that append to it. */
  readonly isSaver: boolean
}

/**
 * Returns the agents of one link of kind `file`; none where it leads to no file. They either append to the file, one that holds
 * it open and one that opens it for each line; or one agent saves it in one go, by a rename, which puts a file in the place
 * of the link. They are never both at one path: a save would leave the open file without a name.
 */
export function fileAgents(
  root: string,
  path: string,
  { start, now, isSaver }: FileAgentOptions,
): { readonly writers: readonly Append[]; readonly held: readonly number[] } {
  const file = fileAt(start, path)
  if (file === null) return { writers: [], held: [] }
  const openNow = () => {
    const end = now()
    const current = end && fileAt(end, path)
    return current === null ? null : opened(`${root}/${current}`, 0)
  }
  if (isSaver) return { writers: [savingTo(root, path, now, throughPath(openNow))], held: [] }
  const fd = opened(`${root}/${file}`, 0)
  const writers = [throughOpenFile(fd), throughPath(openNow)].map(onItsOwnLine)
  return { writers, held: fd === null ? [] : [fd] }
}

/** Returns the path, free of links, of the file that a path leads to; null where it leads to none. */
export function fileAt(tree: Snapshot, path: string): string | null {
  const found = resolve(tree, path)
  return found.leads === 'there' && found.entry.type === 'file' ? found.path : null
}

/** The file may end without a newline, and the one that takes its place, too. */
function onItsOwnLine({ through, write }: Append): Append {
  return { through, write: (text, number) => write(`\n${text}`, number) }
}

/** The number of the first line that is saved in one go: until then, the subject finds the link as it was. */
const FIRST_SAVE = 3

/** Appends the first lines, and saves the file with each later one. */
function savingTo(root: string, path: string, now: () => Snapshot | null, append: Append): Append {
  const first = onItsOwnLine(append)
  const save = (text: string) => {
    const tree = now()
    const file = tree && fileAt(tree, path)
    const own = tree && resolve(tree, path, false)
    if (file === null || own?.leads !== 'there') return false
    const [at, draft] = [`${root}/${own.path}`, `${root}/${own.path}.draft`]
    return orNull(() => saved(`${root}/${file}`, draft, at, `\n${text}\n`)) !== null
  }
  return {
    through: 'its path',
    write: (text, number) => (number < FIRST_SAVE ? first.write(text, number) : save(text)),
  }
}

/** Writes a file with one more line under another name, and renames it. */
function saved(file: string, draft: string, at: string, line: string): void {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_WRONLY, O_CREAT, O_EXCL } = constants
  const content = withOpen(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, fd => readFileSync(fd))
  withOpen(draft, O_WRONLY | O_CREAT | O_EXCL, fd =>
    writeSync(fd, Buffer.concat([content, Buffer.from(line)])),
  )
  try {
    renameSync(toPath(draft), toPath(at))
  } catch (error) {
    unlinkSync(toPath(draft))
    throw error
  }
}

function withOpen<T>(path: string, flags: number, act: (fd: number) => T): T {
  const fd = openSync(toPath(path), flags, 0o600)
  try {
    return act(fd)
  } finally {
    closeSync(fd)
  }
}
