import { type Command, Option } from 'commander'
import type { SharedLink } from '../../../fixtures/deployment.ts'
import type { Equality } from '../../reconciler/link.ts'
import { gathered, link, text } from '../flag-values.ts'

/** What the flags of `check` and `ensure`, and their variables in the environment, say. */
export interface RequestFlags {
  readonly home?: readonly string[]
  readonly link?: readonly SharedLink[]
  readonly sharedRoot?: string
  readonly equality?: Equality
  readonly json?: boolean
}

/** Adds the flags that `check` and `ensure` have in common. */
export function addRequestFlags(verb: Command): Command {
  return verb
    .option('--home <DIR>', 'an account home; give it again for each', gathered(text))
    .option(
      '--link <NAME=TARGET>',
      'an entry of each home and where it leads; may be repeated',
      gathered(link),
    )
    .addOption(
      new Option('--shared-root <DIR>', 'where the targets of the three default links are').env(
        'VITEST_SHARED_LINKS_SHARED_ROOT',
      ),
    )
    .addOption(equalityOption('a link is right if its text is the target, or if it leads there'))
    .option('--json', 'print JSON')
}

/** `--equality`, which every verb has. */
export function equalityOption(description: string): Option {
  return new Option('--equality <HOW>', description)
    .choices(['exact', 'resolved'])
    .env('VITEST_SHARED_LINKS_EQUALITY')
}
