import { type Command, Option } from 'commander'
import { flagForm, flagName } from '../../gate/options/flags.ts'
import { helpOf } from '../../gate/options/help.ts'
import type { AnyOption } from '../../gate/options/option.ts'
import { type OptionName, ROWS } from '../../gate/options/table.ts'
import type { GivenOption } from '../../gate/options.ts'

/**
 * Adds the flags of options of the gate. Their texts are gathered, and parsed by `readOptions`.
 *
 * @param names the options. Default: all.
 */
export function addGateFlags(verb: Command, names: readonly OptionName[] = ROWS.map(([name]) => name)): void {
  for (const [name, row] of ROWS)
    if (row.flag !== null && names.includes(name)) verb.addOption(flagOf(row.flag, row))
}

/** Returns the options that a flag or an environment variable gives. */
export function givenOptions(verb: Command): Map<OptionName, GivenOption> {
  const given = new Map<OptionName, GivenOption>()
  for (const [name, { flag, variable }] of ROWS) {
    if (flag === null) continue
    const attribute = new Option(flag).attributeName()
    const source = verb.getOptionValueSource(attribute)
    if (source !== 'cli' && source !== 'env') continue
    const value: string[] | boolean = verb.getOptionValue(attribute)
    given.set(name, { source: (source === 'env' ? variable : undefined) ?? flagName(flag), value })
  }
  return given
}

function flagOf(flag: string, row: AnyOption): Option {
  const option = new Option(flag, helpOf(row))
  if (row.variable !== undefined) option.env(row.variable)
  if (flagForm(flag) !== null) option.argParser(gathered)
  return option
}

/** Gathers the texts of a flag. Leaves the parsing to the table: commander would stop at the first problem. */
export function gathered(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}
