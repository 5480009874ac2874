import { didYouMean } from '../../../fixtures/text/nearest.ts'
import { quoted } from '../../../fixtures/text/printable.ts'
import type { ValidGateConfig, ValidSubjectConfig } from '../../gate/options/config.ts'
import type { OptionName } from '../../gate/options/table.ts'
import { endedWaivers, todayInUtc } from '../../gate/options/waivers.ts'
import {
  COMMAND_USAGE,
  type GateOptions,
  type GivenOption,
  type ReadOptions,
  readOptions,
} from '../../gate/options.ts'
import { findConfig } from '../config/find-config.ts'
import { UsageError } from '../usage-error.ts'
import { fromDirectory } from './own-paths.ts'

/** A subject of a config, with the keys that it inherits. */
interface ConfiguredSubject {
  /** Null for the one subject of a config without names, and for a command that is not the config's. */
  readonly name: string | null
  readonly config: ValidSubjectConfig
}

/**
 * Returns the options of the gate for each subject, from the command line, the environment and the config.
 *
 * @param command the words after `--`; null if there is no `--`.
 * @param today decides which waivers have ended, as `YYYY-MM-DD`. Default: the day in UTC.
 * @throws UsageError that lists everything that is wrong with any of them.
 */
export async function gateOptions(
  command: readonly string[] | null,
  given: ReadonlyMap<OptionName, GivenOption>,
  today = todayInUtc(),
): Promise<readonly [GateOptions, ...GateOptions[]]> {
  // The reports tell everything about the run.
  if (given.has('merge')) return [optionsOf(readOptions(command, given, {}))]
  const { config, directory, problems } = await findConfig(configFile(given))
  // An invalid config is empty here. It may hold a command, and the subject that is chosen.
  const isValid = problems.length === 0
  const chosen = chosenSubjects(config.gate ?? {}, command, given)
  const read = chosen.subjects.map(({ name, config: own }) => {
    const one = readOptions(command, given, fromDirectory(own, directory))
    if ('problems' in one) return { name, problems: one.problems }
    const { options } = one
    if (options.command === null && !options.self && isValid) return { name, problems: [NO_COMMAND] }
    const ended = endedWaivers(options, today)
    return { name, problems: ended, options: { ...options, subjects: name === null ? [] : [name] } }
  })
  const all = [...(isValid ? chosen.problems : []), ...problemsIn(read), ...problems]
  const [first, ...others] = read.flatMap(({ options }) => options ?? [])
  if (first === undefined || all.length > 0) throw new UsageError(all)
  return [first, ...others]
}

/** @throws UsageError that lists everything that is wrong. */
function optionsOf(read: ReadOptions): GateOptions {
  if ('problems' in read) throw new UsageError(read.problems)
  return read.options
}

/** Returns the last text of `--config`, which is read before the other options. */
function configFile(given: ReadonlyMap<OptionName, GivenOption>): string | null {
  const file = given.get('config')?.value
  return Array.isArray(file) ? file.at(-1) : null
}

const NO_COMMAND = `no command is given: ${COMMAND_USAGE}, or "command" under "gate" in the config`

/**
 * Returns the subjects of a config that are to be judged. A command on the command line is a subject of its own, unless it
 * takes the place of the command of a subject that is named there.
 */
function chosenSubjects(
  { subjects, ...common }: ValidGateConfig,
  command: readonly string[] | null,
  given: ReadonlyMap<OptionName, GivenOption>,
): { readonly subjects: readonly ConfiguredSubject[]; readonly problems: readonly string[] } {
  const named = given.get('subjects')?.value
  const names = Array.isArray(named) ? named : []
  const problems = names
    .filter(name => subjects?.has(name) !== true)
    .map(name => noSuchSubject(name, subjects))
  if (subjects === undefined || (command !== null && names.length === 0))
    return { subjects: [{ name: null, config: common }], problems }
  const chosen = [...subjects].filter(([name]) => names.length === 0 || names.includes(name))
  return { subjects: chosen.map(([name, own]) => ({ name, config: inherited(common, own) })), problems }
}

/** Returns the keys of a subject, and those that it inherits. A key whose value is undefined is as good as none. */
function inherited(common: ValidSubjectConfig, own: ValidSubjectConfig): ValidSubjectConfig {
  return { ...common, ...Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined)) }
}

function noSuchSubject(name: string, subjects: ValidGateConfig['subjects']): string {
  if (subjects === undefined) return '--subject: the config names no subjects'
  const known = [...subjects.keys()]
  const nearest = didYouMean(name, known)
  return `--subject: no subject is called ${quoted(name)}${nearest === '' ? `; the subjects are ${known.join(', ')}` : `.${nearest}`}`
}

/** Lists the problems of all subjects: those that they have in common once, and each other one with the subject's name. */
function problemsIn(
  read: readonly { readonly name: string | null; readonly problems: readonly string[] }[],
): string[] {
  const isCommon = (problem: string) => read.every(({ problems }) => problems.includes(problem))
  return read.flatMap(({ name, problems }, i) =>
    problems
      .filter(problem => i === 0 || !isCommon(problem))
      .map(problem => (isCommon(problem) ? problem : `${name}: ${problem}`)),
  )
}
