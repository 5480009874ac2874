import { resolve } from 'node:path'
import type { ValidGateConfig } from '../../gate/options/config.ts'
import type { OptionName } from '../../gate/options/table.ts'
import { GATE_USAGE, type GateOptions, type GivenOption, readOptions } from '../../gate/options.ts'
import { absoluteArguments } from '../../subjects/command/arguments.ts'
import { stubOf } from '../../subjects/command/stubs.ts'
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
  const read = readOptions(subject, given, fromDirectory(config.gate ?? {}, directory))
  if (!('options' in read) || problems.length > 0)
    throw new UsageError(['problems' in read ? read.problems : [], problems].flat())
  if (read.options.command === null && !read.options.self) throw new UsageError([NO_COMMAND])
  return read.options
}

/** Returns a config with the paths that are relative to it, which may be in a directory above this one, made absolute. */
function fromDirectory(config: ValidGateConfig, directory: string): ValidGateConfig {
  if (directory === process.cwd()) return config
  const { command, setup, again, stdin, given, stub } = config
  const lines = Object.entries({ command, setup, again }).flatMap(([key, words]) =>
    words ? [[key, absoluteArguments(words, directory)]] : [],
  )
  const paths = Object.entries({ stdin, given }).flatMap(([key, path]) =>
    path ? [[key, resolve(directory, path)]] : [],
  )
  const stubs = stub?.map(text => {
    const { name, file } = stubOf(text)
    return file === null ? name : `${name}=${resolve(directory, file)}`
  })
  return { ...config, ...Object.fromEntries([...lines, ...paths]), ...(stubs && { stub: stubs }) }
}

const NO_COMMAND = `no command is given: ${GATE_USAGE}, or "command" under "gate" in the config`
