import type { OptionName } from '../../gate/options/table.ts'
import { GATE_USAGE, type GateOptions, type GivenOption, readOptions } from '../../gate/options.ts'
import { absoluteArguments } from '../../subjects/command/arguments.ts'
import { findConfig } from '../config/find-config.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Returns the options of the gate from the command line, the environment and the config.
 *
 * @param subject the words after `--`; null if there is no `--`.
 * @throws UsageError that lists everything that is wrong with any of them.
 */
export async function gateOptions(
  subject: readonly string[] | null,
  given: ReadonlyMap<OptionName, GivenOption>,
): Promise<GateOptions> {
  const { config, directory, problems } = await findConfig()
  const command = config.gate?.command ?? undefined
  // The command is relative to the config, which may be in a directory above this one.
  const isAbove = command !== undefined && directory !== process.cwd()
  const own = isAbove ? { command: absoluteArguments(command, directory) } : {}
  const read = readOptions(subject, given, { ...config.gate, ...own })
  if (!('options' in read) || problems.length > 0)
    throw new UsageError(['problems' in read ? read.problems : [], problems].flat())
  if (read.options.command === null && !read.options.self) throw new UsageError([NO_COMMAND])
  return read.options
}

const NO_COMMAND = `no command is given: ${GATE_USAGE}, or "command" under "gate" in the config`
