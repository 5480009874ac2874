import type { Socket } from 'node:net'

/** In bytes: far longer than what is said first by those who are waited for. */
const LIMIT = 256

/**
 * The first line of what is said on a connection, which leaves the rest to be read; empty where it is closed before, or
 * says no line.
 */
export function firstLine(connection: Socket): Promise<string> {
  return new Promise(resolve => {
    let said = ''
    const end = (line: string, rest: Buffer = Buffer.alloc(0)) => {
      connection.off('readable', hear)
      connection.off('close', close)
      if (rest.length > 0) connection.unshift(rest)
      resolve(line)
    }
    const close = () => end('')
    const hear = () => {
      const piece: Buffer | null = connection.read()
      if (piece === null) return
      const length = piece.indexOf('\n')
      said += piece.toString('latin1', 0, length === -1 ? LIMIT : length)
      if (length !== -1) end(said, piece.subarray(length + 1))
      else if (said.length >= LIMIT) end('')
    }
    connection.on('readable', hear)
    connection.on('close', close)
    if (connection.closed) close()
  })
}
