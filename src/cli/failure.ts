import { CommanderError } from 'commander'
import { PlatformError } from '../../fixtures/platform.ts'
import { isError } from '../../fixtures/realms.ts'
import { printable, printableLines } from '../../fixtures/text/printable.ts'
import { GateError } from '../gate/gate-error.ts'
import { RequestError } from '../reconciler/request/request-error.ts'
import { UsageError } from './usage-error.ts'

/** Returns the message of an error that ends the program with 2: what is wrong, and what to do. Safe to print. */
export function failureInWords(error: unknown, env: NodeJS.ProcessEnv): string {
  if (error instanceof CommanderError) return wrongFlag(error)
  if (COMPLETE.some(kind => error instanceof kind)) return printableLines(String(Object(error).message))
  return crash(error, env)
}

/** The errors whose messages are complete. */
const COMPLETE = [UsageError, RequestError, GateError, PlatformError]

const DID_YOU_MEAN = /\n\((Did you mean [^\n]*\?)\)$/u

function wrongFlag({ message, code }: CommanderError): string {
  const said = message.replace(/^error: /u, '')
  const hint = DID_YOU_MEAN.exec(said)?.[1]
  const words = printable(said.replace(DID_YOU_MEAN, ''))
  if (hint !== undefined) return `${words}. ${printable(hint)}`
  return code === 'commander.excessArguments' ? `${words} Give a home as --home DIR.` : words
}

function crash(error: unknown, env: NodeJS.ProcessEnv): string {
  const words = isError(error) ? `${error.name}: ${error.message}` : String(error)
  if ((env['DEBUG'] ?? '') === '') {
    return `unexpected failure: ${printable(words)} (DEBUG=1 shows the stack)`
  }
  const stack = isError(error) ? (error.stack ?? words) : words
  return `unexpected failure: ${printableLines(stack)}`
}
