import type { OptionName } from '../../gate/options/table.ts'
import { type GateOptions, type GivenOption, readOptions } from '../../gate/options.ts'
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
  const { config, problems } = await findConfig()
  const read = readOptions(subject, given, config.gate ?? {})
  if ('options' in read && problems.length === 0) return read.options
  throw new UsageError(['problems' in read ? read.problems : [], problems].flat())
}
