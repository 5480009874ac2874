import { Command } from 'commander'
import { addOwnFlags, SHARED_OPTIONS } from '../../src/cli/atlas/flags.ts'
import { addRequestFlags } from '../../src/cli/request/request-flags.ts'
import { flagName } from '../../src/gate/options/flags.ts'
import { helpOf } from '../../src/gate/options/help.ts'
import { ROWS } from '../../src/gate/options/table.ts'
import { declarationIn } from './declarations.ts'
import { GENERATED, table } from './generated.ts'

/** Writes docs/config.md: every flag, environment variable and config key. */
export function configPage(): string {
  return `${[
    '# Configuration',
    GENERATED,
    'A flag wins over its environment variable, and the variable over the config. An empty variable counts as unset. Relative paths in a config start at its directory, those of flags at the working directory; in a config, `~/` is your home.',
    'The config is `shared-links.config.{ts,mts,js,mjs,json}`, or the key `shared-links` of package.json, in the working directory or the nearest directory above it that has one; or the file that `--config` names. `defineConfig` of `vitest-shared-links/config` gives it types; a config in JSON gets them with `"$schema": "./node_modules/vitest-shared-links/docs/config.schema.json"`. An unknown key is an error.',
    '## The keys of a config',
    table(
      ['key', 'type', 'meaning'],
      declarationIn('src/config.ts', 'Config').members.map(({ name, signature, text }) => [
        `\`${name}\``,
        `\`${typeIn(signature)}\``,
        text,
      ]),
    ),
    'Links are an object of names and targets (`{ projects: "/srv/projects" }`), or a list of `{ name, target }`. A list may also hold `{ name, target, kind: "file" }`, for an entry that is a file, such as `settings.json`. Waivers are an object of laws, or `law:kind`, and reasons: a text, or `{ reason, until: "2027-01-31" }` with the last day in UTC, after which the gate exits 2. Allowed paths are a list of globs, or an object of globs and such reasons.',
    '## check and ensure',
    table(['flag', 'variable', 'meaning'], rowsOf(addRequestFlags(new Command()))),
    '`check` also takes `--reporter FORMAT` or `--reporter FORMAT:FILE`, with `text`, `json` or `junit`. `ensure` also takes `--dry-run`: it changes nothing, and says what a run would make. `capture` takes the flags that name homes and links.',
    '## gate',
    'The command to judge comes after `--`, or from the key `command`. A key of the config stands below `gate`.',
    table(
      ['flag', 'config', 'variable', 'meaning'],
      ROWS.map(([, row]) => [
        coded(row.flag),
        row.key === null ? '' : `\`${row.key}\`: \`${gateTypes().get(row.key) ?? ''}\``,
        coded(row.variable ?? null),
        // Its words are no flag that could be repeated.
        row.flag === null ? row.help : helpOf(row),
      ]),
    ),
    'Several subjects, such as an installer and a rollback, are keys of `gate.subjects`. Each takes the keys of this table, and a key of its own replaces that of `gate` as a whole.',
    '## atlas',
    'The [atlas](atlas.md) reads the same config, and takes these flags:',
    table(['flag', 'variable', 'meaning'], rowsOf(addOwnFlags(new Command()))),
    `These flags mean what they mean for the gate: ${SHARED_FLAGS.join(', ')}.`,
    '## Other variables',
    '`NO_COLOR` and `FORCE_COLOR` turn colours off and on. `DEBUG=1` shows the stack of an unexpected failure.',
  ].join('\n\n')}\n`
}

const SHARED_FLAGS = ROWS.flatMap(([name, { flag }]) =>
  SHARED_OPTIONS.includes(name) && flag !== null ? [`\`${flagName(flag)}\``] : [],
)

function rowsOf(verb: Command): string[][] {
  return verb.options.map(({ flags, envVar, description }) => [
    coded(flags),
    coded(envVar ?? null),
    description,
  ])
}

function gateTypes(): Map<string, string> {
  const { members } = declarationIn('src/gate/options/gate-config.ts', 'SubjectConfig')
  return new Map(members.map(({ name, signature }) => [name, typeIn(signature)]))
}

/** Names of types, as a config may write them. */
const SPELLED: Readonly<Record<string, string>> = {
  GivenLinks: 'Record<string, string>',
  GivenWaivers: 'Record<string, string | { reason, until? }>',
  GivenPaths: 'string[] | Record<string, string | { reason, until? }>',
  LawId: 'string',
  Level: "'safe' | 'tidy' | 'complete'",
  Equality: "'exact' | 'resolved'",
  GateConfig: 'object',
}

/** `string[]` of `homes?: readonly string[] | undefined` */
function typeIn(signature: string): string {
  const type = signature
    .replace(/^[\w$]+\??: /u, '')
    .replace(' | undefined', '')
    .replace('readonly ', '')
  return type.replace(/^\w+/u, name => SPELLED[name] ?? name)
}

function coded(text: string | null): string {
  return text === null ? '' : `\`${text}\``
}
