import { type Command, Option } from 'commander'
import type { OptionName } from '../../gate/options/table.ts'
import { addGateFlags, gathered } from '../gate/flags.ts'

/** The options of the gate that the atlas takes as they are. The others choose laws and worlds, or report violations. */
export const SHARED_OPTIONS: readonly OptionName[] = [
  ...(['config', 'homes', 'links', 'fileLinks', 'allow'] as const),
  ...(['stub', 'given', 'setup', 'again', 'homesExist', 'env', 'stdin', 'equality'] as const),
  ...(['mount', 'sandbox', 'network', 'timeoutSeconds', 'workers'] as const),
]

/** The values of the flags that the gate does not have. */
export interface AtlasFlags {
  readonly svg?: string
  readonly html?: string
  readonly compare?: string
}

/** Adds the flags of `atlas`. `givenOptions` reads those that are options of the gate. */
export function addAtlasFlags(verb: Command): Command {
  addOwnFlags(verb)
  addGateFlags(verb, SHARED_OPTIONS)
  return verb
}

/** Adds the flags of `atlas` that the gate does not have, or that mean something else there. */
export function addOwnFlags(verb: Command): Command {
  return verb
    .addOption(
      new Option(
        '--subject <NAME|NAME=COMMAND>',
        'A subject of the config, by its name, or a command with a name, such as forced="sh force.sh". Several are drawn side by side. May be repeated.',
      ).argParser(gathered),
    )
    .option('--self', 'Draw the built-in reconciler, alone or beside other subjects.')
    .option('--json', 'Print the atlas as JSON.')
    .option('--svg <FILE>', 'Draw the atlas as SVG into a file, too, such as one for a README.')
    .option(
      '--compare <FILE>',
      'Also show what has changed since an earlier atlas, which --json has printed.',
    )
    .option(
      '--html <FILE>',
      'Draw the atlas as a page into a file, too, which shows what happened in each state.',
    )
    .option('--quiet', 'Show no progress.')
}
