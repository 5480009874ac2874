import { requestIn } from '../../fixtures/deployment.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'
import { confined } from '../subjects/sandbox.ts'
import { inSeen, rebuilt } from './rebuilt.ts'
import { word } from './shell-word.ts'

/** How the command of a counterexample was run. */
export interface CommandRun {
  readonly argv: readonly string[]
  /** Whether it was confined; then its reproduction is too, since it may do anything in a world that it breaks. */
  readonly isConfined: boolean
  readonly mount: string | null
  /** Names of programs that do nothing. */
  readonly stub: readonly string[]
}

/**
 * A shell script (sh and coreutils, and bwrap where the gate has used it) that builds the world in a temp directory,
 * runs the command there as the gate does, and lists what stood before and after. Run it where the gate was run.
 */
export function reproduction(spec: WorldSpec, run: CommandRun): string {
  const { deployment, rootName } = spec
  const { isConfined, mount, stub } = run
  return `${[
    '#!/bin/sh',
    `# Builds a world, runs the command in it, and shows what became of it.${isConfined ? '' : ' WARNING: no sandbox.'}`,
    'set -u',
    'umask 022',
    ...(isConfined
      ? ['command -v bwrap >/dev/null || { echo "this needs bubblewrap, for a sandbox" >&2; exit 2; }']
      : []),
    'from=$PWD',
    'box=$(mktemp -d)',
    `root=$box/${word(rootName)}`,
    mount === null ? 'seen=$root' : `seen=${word(mount)}`,
    'mkdir "$root" "$box/tmp" "$box/stubs"',
    ...stub.map(
      name => `printf '#!/bin/sh\\n' >"$box/stubs"/${word(name)}; chmod 755 "$box/stubs"/${word(name)}`,
    ),
    ...rebuilt(spec.tree),
    `printf '%s' ${inSeen(JSON.stringify(requestIn('{root}', deployment)))} >"$box/tmp/request.json"`,
    `show() { (cd "$root" && find . -exec ls -ld -- {} + && find . -type f -exec sh -c 'for f; do echo "== $f"; cat -- "$f"; done' - {} +); }`,
    'echo "-- before"; show',
    'echo "-- the command"',
    `arg() { if [ -e "$from/$1" ]; then printf '%s' "$from/$1"; else printf '%s' "$1"; fi; }`,
    `(cd "$root" && ${started(rootName, run)} ${run.argv.flatMap((argument, i) => argumentsOf(argument, i, deployment.homes)).join(' ')} <"$box/tmp/request.json")`,
    'echo "-- exit $?"',
    'echo "-- after"; show',
    'echo "-- the world is in $root"',
  ].join('\n')}\n`
}

/** What comes before the command: nothing of the caller's environment may lead it to a real home. */
function started(rootName: string, { isConfined, mount }: CommandRun): string {
  const variables = [
    'PATH="$box/stubs:$PATH"',
    'HOME="$seen" PWD="$seen" TMPDIR="$box/tmp" XDG_CACHE_HOME="$box/tmp/cache" XDG_STATE_HOME="$box/tmp/state"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is for the shell to fill in.
    'LANG="${LANG-C}" TERM="${TERM-dumb}" USER="${USER-}" LOGNAME="${LOGNAME-}" PYTHONDONTWRITEBYTECODE=1',
    'SHARED_LINKS_ROOT="$seen" SHARED_LINKS_REQUEST="$box/tmp/request.json"',
  ]
  const root = `{box}/${rootName}`
  const sandbox = isConfined
    ? confined([], { root, seenAs: mount ?? root, temp: '{box}/tmp', visible: ['{box}/stubs'] })
    : []
  const inBox = (text: string) => text.split('{box}').map(word).join('"$box"')
  return ['env -i', ...variables, ...sandbox.map(inBox)].join(' ')
}

/** An argument as the gate would hand it over: a file of the current directory by its whole path. */
function argumentsOf(argument: string, index: number, homes: readonly string[]): string[] {
  if (argument === '{homes}') return homes.map(home => `"$seen"/${word(home)}`)
  const filled = argument.split('{request}').map(inSeen).join('"$box/tmp/request.json"')
  const isWord = (index === 0 && !argument.includes('/')) || argument.startsWith('-') || argument === ''
  return isWord ? [filled === '' ? "''" : filled] : [`"$(arg ${filled})"`]
}
