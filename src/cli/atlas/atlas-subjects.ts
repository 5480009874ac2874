import * as v from 'valibot'
import { quoted } from '../../../fixtures/text/printable.ts'
import { commandLine } from '../../gate/options/kinds/command-line.ts'
import { nameAndRest } from '../../gate/options/kinds/kind.ts'
import { SUBJECT_NAME } from '../../gate/options/schema/subjects.ts'
import type { OptionName } from '../../gate/options/table.ts'
import type { GateOptions, GivenOption } from '../../gate/options.ts'
import { gateOptions } from '../gate/gate-options.ts'
import { UsageError } from '../usage-error.ts'

type Given = ReadonlyMap<OptionName, GivenOption>
type Subjects = readonly [GateOptions, ...GateOptions[]]

/**
 * Returns the options for each subject of an atlas: those that `--subject NAME=COMMAND` gives, and then those that the gate would
 * judge. Beside named ones, the command after `--` is called `command`, and the built-in reconciler `built-in`.
 *
 * @param command the words after `--`; null if there is no `--`.
 * @throws UsageError that lists what is wrong.
 */
export async function atlasSubjects(command: readonly string[] | null, given: Given): Promise<Subjects> {
  const texts = given.get('subjects')?.value
  const all = Array.isArray(texts) ? texts : []
  const own = all.map(nameAndRest).filter(one => one !== null)
  const configured = all.filter(text => nameAndRest(text) === null)
  const [first, ...others] = own
  if (first === undefined) return await gateOptions(command, given)
  const common = without(given, 'subjects', 'self')
  const named: Subjects = [await namedSubject(first, common), ...(await eachOf(others, common))]
  const isMore = command !== null || configured.length > 0 || given.has('self')
  const more = isMore ? await gateOptions(command, withSubjects(given, configured)) : []
  const subjects: Subjects = [...named, ...more.map(withOwnName)]
  const names = subjects.flatMap(options => options.subjects)
  const twice = names.filter((name, i) => names.indexOf(name) !== i)
  if (twice.length > 0)
    throw new UsageError(twice.map(name => `--subject: two subjects are called ${quoted(name)}`))
  return subjects
}

async function eachOf(pairs: readonly NameAndLine[], common: Given): Promise<GateOptions[]> {
  const found: GateOptions[] = []
  for (const pair of pairs) found.push(await namedSubject(pair, common))
  return found
}

type NameAndLine = readonly [name: string, line: string]

async function namedSubject([name, line]: NameAndLine, common: Given): Promise<GateOptions> {
  const read = commandLine.read([line])
  const results = [
    v.safeParse(SUBJECT_NAME, name),
    v.safeParse(commandLine.schema, 'value' in read ? read.value : line),
  ]
  const problems = results.flatMap(({ issues = [] }) => issues.map(({ message }) => message))
  if (problems.length > 0)
    throw new UsageError(problems.map(problem => `--subject ${quoted(`${name}=${line}`)}: ${problem}`))
  const words = results[1]?.output
  const [options] = await gateOptions(Array.isArray(words) ? words : [], common)
  return { ...options, subjects: [name] }
}

function withOwnName(options: GateOptions): GateOptions {
  if (options.subjects.length > 0) return options
  return { ...options, subjects: [options.command === null ? 'built-in' : 'command'] }
}

function withSubjects(given: Given, names: readonly string[]): Given {
  const rest = without(given, 'subjects')
  return names.length === 0 ? rest : new Map([...rest, ['subjects', { source: '--subject', value: names }]])
}

function without(given: Given, ...left: readonly OptionName[]): Given {
  return new Map([...given].filter(([name]) => !left.includes(name)))
}
