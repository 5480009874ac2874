import { readFileSync } from 'node:fs'
import { fromBytes } from '../../fixtures/disk/bytes.ts'

/**
 * Returns the arguments byte for byte. Node decodes an argument that is not UTF-8 with U+FFFD, and `ensure` would then
 * make a home of another name. On a system without `/proc`, returns the arguments as they are.
 */
export function exactArguments(args: readonly string[]): readonly string[] {
  if (!args.some(arg => arg.includes('\ufffd'))) return args
  try {
    const words = readFileSync('/proc/self/cmdline').subarray(0, -1)
    return fromBytes(words).split('\0').slice(-args.length)
  } catch {
    return args
  }
}
