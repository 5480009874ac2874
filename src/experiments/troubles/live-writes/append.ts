import { closeSync, constants, openSync, writeSync } from 'node:fs'
import { toPath } from '../../../../fixtures/disk/bytes.ts'
import type { AgentLine } from '../../../observation/disturbed-run.ts'
import { orNull } from '../../../subjects/or-null.ts'

/** A way to append lines to a transcript. */
export interface Append {
  readonly through: AgentLine['through']
  /** Writes the line with a number, counted from 0, and returns whether that succeeded. */
  readonly write: (text: string, number: number) => boolean
}

/** Appends to a file that is held open; null where it could not be opened. */
export function throughOpenFile(fd: number | null): Append {
  return { through: 'an open file', write: text => fd !== null && appended(fd, `${text}\n`) }
}

/** Opens a file for each line. */
export function throughPath(open: () => number | null): Append {
  return {
    through: 'its path',
    write: text => {
      const fd = open()
      if (fd === null) return false
      try {
        return appended(fd, `${text}\n`)
      } finally {
        closeSync(fd)
      }
    },
  }
}

/** Opens a file to append to it; null where that fails. It follows no link. */
export function opened(path: string, more: number = constants.O_CREAT): number | null {
  const { O_WRONLY, O_APPEND, O_NOFOLLOW, O_NONBLOCK } = constants
  return orNull(() => openSync(toPath(path), O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | more, 0o600))
}

function appended(fd: number, text: string): boolean {
  return orNull(() => writeSync(fd, text)) !== null
}
