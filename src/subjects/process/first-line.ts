import type { Socket } from 'node:net'

/** The longest line that is read, in bytes. */
const LIMIT = 256

/**
 * Reads the first line from a connection, and leaves the rest unread. Resolves to an empty string when the connection
 * closes before the end of the line, or the line has more than 256 bytes.
 */
export function firstLine(connection: Socket): Promise<string> {
  return new Promise(resolve => {
    let text = ''
    const finish = (line: string, rest: Buffer = Buffer.alloc(0)) => {
      connection.off('readable', onReadable)
      connection.off('close', onClose)
      if (rest.length > 0) connection.unshift(rest)
      resolve(line)
    }
    const onClose = () => finish('')
    const onReadable = () => {
      const piece: Buffer | null = connection.read()
      if (piece === null) return
      const length = piece.indexOf('\n')
      text += piece.toString('latin1', 0, length === -1 ? LIMIT : length)
      if (length !== -1) finish(text, piece.subarray(length + 1))
      else if (text.length >= LIMIT) finish('')
    }
    connection.on('readable', onReadable)
    connection.on('close', onClose)
    if (connection.closed) onClose()
  })
}
