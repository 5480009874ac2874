import { readFileSync } from 'node:fs'
import { fromBytes } from '../../fixtures/disk/bytes.ts'

/**
 * The arguments byte for byte: where one is not UTF-8, Node has put U+FFFD, and `ensure` would make a home
 * of another name. Where the kernel cannot be asked, they are returned as they are.
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
