import { fromBytes, toBytes } from '../../fixtures/disk/bytes.ts'

/** The most that a report keeps of a subject's output, in bytes. */
export const OUTPUT_LIMIT = 64 * 1024

/** Cuts a message at the limit that holds for the output of a program. */
export function cutOutput(text: string): string {
  return fromBytes(toBytes(text.slice(0, OUTPUT_LIMIT)).subarray(0, OUTPUT_LIMIT))
}
