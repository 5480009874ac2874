import { Command, CommanderError } from 'commander'
import { type GateOptions, readOptions } from '../../gate/options.ts'
import { UsageError } from '../usage-error.ts'
import { addGateFlags, givenOptions } from './flags.ts'

/**
 * Returns the options that the words of a command line of `gate` give. Variables of the environment do not count.
 *
 * @param place the file that holds the words, for the message.
 * @throws UsageError that lists everything that is wrong with them.
 */
export function optionsFromWords(words: readonly string[], place: string): GateOptions {
  const end = words.indexOf('--')
  const verb = new Command('gate')
    .exitOverride()
    .helpOption(false)
    .configureOutput({ outputError: () => {} })
  addGateFlags(verb)
  try {
    verb.parse(end === -1 ? words : words.slice(0, end), { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) throw wrong([error.message.replace(/^error: /u, '')], place)
    throw error
  }
  const flags = [...givenOptions(verb)].filter(([, { source }]) => source.startsWith('-'))
  const read = readOptions(end === -1 ? null : words.slice(end + 1), new Map(flags), {})
  if ('options' in read) return read.options
  throw wrong(read.problems, place)
}

function wrong(problems: readonly string[], place: string): UsageError {
  return new UsageError(problems.map(problem => `the options of the gate in ${place}: ${problem}`))
}
