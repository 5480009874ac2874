import { type Command, InvalidArgumentError, Option } from 'commander'
import { type LinkKind, plainLink, type SharedLink } from '../../../fixtures/deployment.ts'
import { CHECK_FORMATS, type CheckFormat, type Reporter, reporterIn } from '../../gate/report/reporter.ts'
import { EQUALITIES, type Equality } from '../../reconciler/link.ts'

/** The values of the flags of `check` and `ensure`, or of their environment variables. */
export interface RequestFlags {
  readonly home?: readonly string[]
  readonly link?: readonly SharedLink[]
  readonly fileLink?: readonly SharedLink[]
  readonly sharedRoot?: string
  readonly equality?: Equality
  readonly config?: string
  readonly json?: boolean
}

/** The values of the flags of `check`. */
export interface CheckFlags extends RequestFlags {
  readonly reporter?: readonly Reporter<CheckFormat>[]
  readonly fixScript?: boolean
}

/** The values of the flags of `ensure`. */
export interface EnsureFlags extends RequestFlags {
  readonly dryRun?: boolean
}

/** Adds the flags of `check`. */
export function addCheckFlags(verb: Command): Command {
  return addRequestFlags(verb)
    .option(
      '--reporter <FORMAT>',
      'Report as text, json, junit or fix-script, on standard output, or with FORMAT:FILE in a file. May be repeated.',
      gathered(reporterOf),
    )
    .option('--fix-script', 'Print one shell script that does what the remedies say (--reporter fix-script).')
}

/** Adds the flags that name homes and links. */
export function addPlaceFlags(verb: Command): Command {
  return verb
    .option(
      '--home <DIR>',
      'An account home, or a glob that matches several. May be repeated.',
      gathered(text => text),
    )
    .option(
      '--link <NAME=TARGET>',
      'An entry of every home and its target, an absolute path. May be repeated.',
      gathered(text => linkOf(text, 'directory')),
    )
    .option(
      '--file-link <NAME=TARGET>',
      'An entry of every home that is a file, and its target, which must exist. May be repeated.',
      gathered(text => linkOf(text, 'file')),
    )
    .addOption(
      new Option(
        '--shared-root <DIR>',
        'The directory that holds the targets of the three default links.',
      ).env('VITEST_SHARED_LINKS_SHARED_ROOT'),
    )
    .option(
      '--config <FILE>',
      'The config. Without it, the one of the working directory, or of the nearest directory above it that has one.',
    )
}

/** Adds the flags that `check` and `ensure` have in common. */
export function addRequestFlags(verb: Command): Command {
  return addPlaceFlags(verb)
    .addOption(
      new Option(
        '--equality <HOW>',
        'Accept a link only if its text is the target (exact), or also if it leads there (resolved). Default: exact.',
      )
        .choices(EQUALITIES)
        .env('VITEST_SHARED_LINKS_EQUALITY'),
    )
    .option('--json', 'Print the findings as JSON.')
}

/** Gathers the values of a flag that may be repeated. */
function gathered<T>(parse: (value: string) => T): (value: string, before?: T[]) => T[] {
  return (value, before = []) => {
    before.push(parse(value))
    return before
  }
}

/** Parses `NAME=TARGET`. The target may hold a `=`, the name may not. */
function linkOf(text: string, kind: LinkKind): SharedLink {
  const at = text.indexOf('=')
  if (at === -1) throw new InvalidArgumentError('Expected NAME=TARGET.')
  return plainLink({ name: text.slice(0, at), target: text.slice(at + 1), kind })
}

function reporterOf(text: string): Reporter<CheckFormat> {
  const read = reporterIn(text, CHECK_FORMATS)
  if ('problem' in read) throw new InvalidArgumentError(read.problem)
  return read
}
