import * as v from 'valibot'
import type { Deployment, SharedLink } from '../../fixtures/deployment.ts'
import { quoted } from '../../fixtures/text/printable.ts'
import type { ValidGateConfig } from './options/config.ts'
import { deploymentProblems } from './options/deployment.ts'
import { ENDS_SHARD, endingShard } from './options/ending-shard.ts'
import { flagForm, flagName } from './options/flags.ts'
import { type AnyOption, defaultOf } from './options/option.ts'
import { OPTIONS, type OptionName, type OptionValues, ROWS } from './options/table.ts'
import { crowdedPlaces, reportersFor } from './report/reporter.ts'

/** The options of a run: one field for each row of the table, with the homes and links as one deployment. */
export interface GateOptions extends Omit<OptionValues, 'homes' | 'links' | 'fileLinks'> {
  readonly deployment: Deployment
}

/** Returns the options of a run as the values of the table's rows. */
export function valuesOf({ deployment: { homes, links }, ...options }: GateOptions): OptionValues {
  return { ...options, homes, links: links.filter(link => !isFile(link)), fileLinks: links.filter(isFile) }
}

function isFile({ kind }: SharedLink): boolean {
  return kind === 'file'
}

/** One option as a flag, or an environment variable, gives it. */
export interface GivenOption {
  /** Its name in messages: `--runs`, or `VITEST_SHARED_LINKS_RUNS`. */
  readonly source: string
  /** The texts of the flag, in order; true or false for a flag that takes no text. */
  readonly value: readonly string[] | boolean
}

/** The options, or everything that is wrong with what was given. */
export type ReadOptions = { readonly options: GateOptions } | { readonly problems: readonly string[] }

/**
 * Reads the options of the gate. A flag or a variable wins over the config, and the config over the default; lists are
 * replaced as a whole.
 *
 * @param command the words after `--`; null for the config's command.
 */
export function readOptions(
  command: readonly string[] | null,
  given: ReadonlyMap<OptionName, GivenOption>,
  config: ValidGateConfig,
): ReadOptions {
  const subject = command ?? config.command ?? null
  const values = withoutFlags({ ...config, command: subject }, subject)
  const problems = [
    ...(given.has('merge') ? mergeProblems(command, given) : []),
    ...(subject === null ? [] : commandProblems(subject, given.has('self'))),
    ...(given.has('self') ? OF_COMMANDS.flatMap(name => given.get(name) ?? []).map(notForSelf) : []),
  ]
  const refused = new Set<OptionName>()
  for (const [name, { source, value }] of given) {
    const read = readOne(OPTIONS[name], value)
    if ('value' in read) values[name] = read.value
    else {
      refused.add(name)
      problems.push(...read.problems.map(problem => `${source}: ${problem}`))
    }
  }
  // Each value is its row's default, or was validated by its row's schema; TypeScript cannot follow that through a loop.
  const { homes, links, fileLinks, ...others } = values as OptionValues
  const all = given.has('fileLinks') && !given.has('links') ? fileLinks : [...links, ...fileLinks]
  // Flags cannot give another order.
  const inOrder = [...all.filter(link => !isFile(link)), ...all.filter(isFile)]
  const options = { ...others, deployment: { homes, links: inOrder } }
  if (!DEPLOYMENT.some(name => refused.has(name))) problems.push(...deploymentProblems(options.deployment))
  problems.push(...endingShard(options).map(name => `${flagName(OPTIONS[name].flag ?? '')}: ${ENDS_SHARD}`))
  problems.push(...crowdedPlaces(reportersFor(options.reporters, options.json)))
  return problems.length > 0 ? { problems } : { options }
}

/** Lists what is wrong with a command. A variable that holds no command must not turn the gate into a pass. */
function commandProblems(command: readonly string[], isSelf: boolean): string[] {
  if (isSelf) return [SELF_AND_COMMAND]
  const [program] = command
  if (program === undefined) return [`no command follows "--": ${COMMAND_USAGE}`]
  return program === '' ? [`the command after "--" is empty: ${COMMAND_USAGE}`] : []
}

/** The options that a merge has. All others are those of the run. */
const OF_MERGES: readonly OptionName[] = ['merge', 'reporters', 'json', 'stats', 'requireAll', 'quiet']

/** Lists what a merge does not take. A variable may be there for the runs. */
function mergeProblems(
  command: readonly string[] | null,
  given: ReadonlyMap<OptionName, GivenOption>,
): string[] {
  const flags = [...given].filter(([name, { source }]) => !OF_MERGES.includes(name) && source.startsWith('-'))
  return [
    ...(command === null ? [] : ['--merge runs nothing: leave out the command']),
    ...flags.map(([, { source }]) => `${source}: --merge takes this from the reports`),
  ]
}

/** The options that only a command has. */
const OF_COMMANDS = [
  ...(['stub', 'setup', 'again', 'env', 'stdin'] as const),
  ...(['mount', 'sandbox', 'network', 'timeoutSeconds'] as const),
]

function notForSelf({ source }: GivenOption): string {
  return `${source}: --self judges the built-in reconciler, which is no command`
}

/** How a command line names its command, for messages. */
export const COMMAND_USAGE = 'end the line with -- ./link-homes.sh'
const SELF_AND_COMMAND =
  '--self judges the built-in reconciler: leave out the command, on the line and in the config'

/** The rows that make up the deployment. */
const DEPLOYMENT: readonly OptionName[] = ['homes', 'links', 'fileLinks']

type ReadOne = { readonly value: unknown } | { readonly problems: readonly string[] }

function readOne({ flag, kind }: AnyOption, value: readonly string[] | boolean): ReadOne {
  const input = typeof value === 'boolean' ? { value } : kind.read(value)
  if ('malformed' in input) {
    const form = flagForm(flag ?? '')
    return { problems: input.malformed.map(text => `expected ${form}, not ${quoted(text)}`) }
  }
  const result = v.safeParse(kind.schema, input.value)
  if (result.success) return { value: result.output }
  return { problems: result.issues.map(inWords) }
}

/** Words an issue without its index in a list: the user gave one flag for each item. */
function inWords(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({ key }) => key).filter(key => typeof key === 'string')
  return [...keys, issue.message].join(': ')
}

/** Returns the value of each option that the config has, and the default of each other one. */
function withoutFlags(
  config: Readonly<Record<string, unknown>>,
  command: readonly string[] | null,
): Record<string, unknown> {
  return Object.fromEntries(
    ROWS.map(([name, row]) => {
      const value = row.key === null ? undefined : config[row.key]
      return [name, value === undefined ? defaultOf(row.default, command) : value]
    }),
  )
}
