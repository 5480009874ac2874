import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  futimesSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { type Deployment, linkPath } from '../../../fixtures/deployment.ts'
import { fromBytes, toPath } from '../../../fixtures/disk/bytes.ts'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { orNull } from '../../subjects/or-null.ts'

const PROBE = '.vitest-shared-links-probe'

/**
 * Checks that homes share their state: writes a file through each home, reads it through every other, and removes it. The file
 * behind a link of kind `file` is written in place, and gets its old end back. It skips homes that the user may not write. It runs outside the sandbox, so it never writes through a link that leads
 * out of the world.
 *
 * @returns each problem as a clause. Safe to print.
 */
export function probeSharing(root: string, { homes, links }: Deployment): string[] {
  return links.flatMap(({ name, kind }) =>
    homes.flatMap(writer => {
      const path = linkPath(writer, name)
      if (leadsOut(root, path)) return [`\`${printable(path)}\` leads out of the world`]
      const placeIn = (home: string) => `${root}/${linkPath(home, name)}${kind === 'file' ? '' : `/${PROBE}`}`
      const text = `${PROBE} of ${writer}`
      const write = kind === 'file' ? appendTo : create
      let undo: () => void
      try {
        undo = write(placeIn(writer), text)
      } catch (error) {
        const errno = errnoOf(error)
        return errno === 'EACCES' ? [] : [`nothing can be written through \`${printable(path)}\` (${errno})`]
      }
      try {
        return homes.flatMap(reader =>
          reads(placeIn(reader), text) ? [] : [unreadable(writer, reader, name)],
        )
      } finally {
        undo()
      }
    }),
  )
}

/** Creates a file with a text, and returns a function that removes it. */
function create(path: string, text: string): () => void {
  writeFileSync(toPath(path), text, { flag: 'wx' })
  return () => unlinkSync(toPath(path))
}

/** Appends a text to a file that is there, and returns a function that takes it away again. */
function appendTo(path: string, text: string): () => void {
  const { O_WRONLY, O_APPEND, O_NONBLOCK } = constants
  const fd = openSync(toPath(path), O_WRONLY | O_APPEND | O_NONBLOCK)
  const { size, atimeMs, mtimeMs } = fstatSync(fd)
  const undo = () => {
    ftruncateSync(fd, size)
    futimesSync(fd, atimeMs / 1000, mtimeMs / 1000)
    closeSync(fd)
  }
  try {
    writeSync(fd, text)
    return undo
  } catch (error) {
    undo()
    throw error
  }
}

function leadsOut(root: string, path: string): boolean {
  // A link that cannot be followed cannot be written through.
  const end = orNull(() => realPathOf(`${root}/${path}`))
  return end !== null && !end.startsWith(`${realPathOf(root)}/`)
}

function realPathOf(path: string): string {
  return fromBytes(realpathSync(toPath(path), { encoding: 'buffer' }))
}

/** Returns whether a file ends with a text. Anything else is not opened: a FIFO would block. */
function reads(path: string, text: string): boolean {
  const end = Buffer.from(text)
  const read = () => (statSync(toPath(path)).isFile() ? readFileSync(toPath(path)) : null)
  return orNull(read)?.subarray(-end.length).equals(end) === true
}

function unreadable(writer: string, reader: string, name: string): string {
  return `a file written through \`${printable(linkPath(writer, name))}\` cannot be read through \`${printable(linkPath(reader, name))}\``
}
