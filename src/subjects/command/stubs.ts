import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { printable } from '../../../fixtures/text/printable.ts'
import { contentOf } from './own-file.ts'
import { SetupError } from './setup-error.ts'

/** A program that takes the place of another one. */
export interface Stub {
  readonly name: string
  /** The path of the program; null for one that does nothing and succeeds. */
  readonly file: string | null
}

/** Reads `NAME` or `NAME=FILE`. */
export function stubOf(text: string): Stub {
  const at = text.indexOf('=')
  return at === -1 ? { name: text, file: null } : { name: text.slice(0, at), file: text.slice(at + 1) }
}

/** Returns whether a text is `NAME` or `NAME=FILE`. */
export function isStub(text: string): boolean {
  const { name, file } = stubOf(text)
  return !['', '.', '..'].includes(name) && !/[/,\0]/u.test(name) && file !== ''
}

/**
 * Makes a directory of stubs.
 *
 * @throws SetupError when a file is no program, or cannot be read.
 */
export function makeStubs(directory: string, stubs: readonly string[]): void {
  mkdirSync(directory, { recursive: true })
  for (const { name, file } of stubs.map(stubOf)) {
    writeFileSync(`${directory}/${name}`, file === null ? '#!/bin/sh\nexit 0\n' : programIn(file))
    chmodSync(`${directory}/${name}`, 0o755)
  }
}

/** Returns a program that the kernel can start: a script that names its interpreter, or machine code. */
function programIn(file: string): Uint8Array {
  const content = contentOf('--stub', file)
  const begins = Buffer.from(content.subarray(0, 4)).toString('latin1')
  if (begins.startsWith('#!') || begins === '\x7fELF') return content
  throw new SetupError(`--stub: ${printable(file)} is not a program: a script begins with "#!".`)
}
