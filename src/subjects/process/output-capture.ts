import type { Readable } from 'node:stream'
import { fromBytes } from '../../../fixtures/disk/bytes.ts'
import { OUTPUT_LIMIT } from '../output-limit.ts'

/** The output of a program while it runs. */
export interface OutputCapture {
  /** Resolves when every stream is closed. */
  readonly closed: Promise<unknown>
  /** Closes the streams even if another process still holds their other ends. */
  close(): void
  /** Returns what was written so far. */
  text(): string
}

/** Reads streams to their ends, so that their writers never block, and keeps the first 64 KiB in order of arrival. */
export function captureOutput(streams: readonly Readable[]): OutputCapture {
  const pieces: Buffer[] = []
  let size = 0
  const keep = (piece: Buffer) => {
    if (size < OUTPUT_LIMIT) pieces.push(piece.subarray(0, OUTPUT_LIMIT - size))
    size += piece.length
  }
  return {
    closed: Promise.all(streams.map(stream => whenClosed(stream.on('data', keep).on('error', () => {})))),
    close: () => {
      for (const stream of streams) stream.destroy()
    },
    text: () => fromBytes(Buffer.concat(pieces)),
  }
}

/** Resolves when a stream is closed, at once if it already is. */
export function whenClosed(stream: Readable): Promise<void> {
  return new Promise(resolve => {
    if (stream.closed) resolve()
    else stream.on('close', resolve)
  })
}
