import type { Command } from 'commander'
import { errnoOf } from '../../../fixtures/disk/errno.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import { printableJson } from '../../../fixtures/text/printable.ts'
import { printAside, printResult } from '../output.ts'
import { requestOf } from '../request/request-of.ts'
import { UsageError } from '../usage-error.ts'
import { type Captured, capturedMachine } from './captured-machine.ts'

/** Runs `capture`, and returns its exit code. */
export async function runCapture(verb: Command): Promise<0> {
  const { machine, unreadable } = captured(await requestOf(verb))
  if (unreadable > 0)
    printAside(
      `${counted(unreadable, 'directory', 'directories')} could not be read, and is recorded as empty\n`,
    )
  await printResult(`${printableJson(machine)}\n`)
  return 0
}

function captured(request: Parameters<typeof capturedMachine>[0]): Captured {
  try {
    return capturedMachine(request)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === undefined) throw error
    throw new UsageError([`a home or a target cannot be looked at: ${errno}`])
  }
}
