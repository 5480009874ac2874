import { ROOT_HOME, requestIn } from '../../../fixtures/deployment.ts'
import { NOTHING_GIVEN } from '../../../fixtures/given/given.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { shellTemplate, shellWord } from '../../../fixtures/text/shell-words.ts'
import { filesOf, isFile } from '../../subjects/command/arguments.ts'
import { stubOf } from '../../subjects/command/stubs.ts'
import { filledVariables, LOCALE } from '../../subjects/process/environment.ts'
import { neededPaths, resolverConfig } from '../../subjects/sandbox/needed-paths.ts'
import { confined } from '../../subjects/sandbox/sandbox.ts'
import type { Invocation } from '../../subjects/subject.ts'
import { groundScript } from './words/given-text.ts'
import { inSeen } from './world-script.ts'

/**
 * Returns a shell script that builds the world in a temp directory, runs the command there as the gate does, and lists
 * the world before and after. It needs sh, coreutils, and the sandbox that the gate used. It has to run in the gate's
 * working directory.
 */
export function reproduction(spec: WorldSpec, run: Invocation, given = NOTHING_GIVEN): string {
  const { deployment, rootName } = spec
  const { mount, stub, sandbox, stdin, setup } = run
  const inWorld = (words: readonly string[], input: string) =>
    `(cd "$root" && ${invoked(rootName, run)} ${words.flatMap((argument, i) => argumentsOf(argument, i, deployment.homes)).join(' ')} <${input})`
  const setUp = setup && `${inWorld(setup, REQUEST)} || { echo "the command of --setup failed" >&2; exit 2; }`
  const ownFiles = [run.argv, setup ?? []].flatMap(words => words.filter((word, i) => isFile(word, i)))
  return `${[
    '#!/bin/sh',
    `# Builds a world, runs the command in it, and lists the world before and after.${sandbox === 'none' ? ' WARNING: no sandbox.' : ''}`,
    'set -u',
    'umask 022',
    ...(sandbox === 'none'
      ? []
      : [
          `command -v ${sandbox} >/dev/null || { echo "this script needs ${sandbox} for its sandbox" >&2; exit 2; }`,
        ]),
    'from=$PWD',
    ...[...ownFiles, ...stub.map(one => stubOf(one).file ?? ''), stdin ?? '', given.from ?? '']
      .filter(file => file !== '' && !file.startsWith('/'))
      .map(
        file =>
          `[ -e ${shellWord(file)} ] || { echo "run this script in the directory where the gate ran: there is no "${shellWord(file)} >&2; exit 2; }`,
      ),
    'box=$(mktemp -d)',
    `root=$box/${shellWord(rootName)}`,
    mount === null ? 'seen=$root' : `seen=${shellWord(mount)}`,
    'mkdir "$root" "$box/tmp" "$box/stubs"',
    ...stub.map(stubOf).map(({ name, file }) => {
      const at = `"$box/stubs"/${shellWord(name)}`
      const made = file === null ? `printf '#!/bin/sh\\n' >${at}` : `cp -- ${ownFile(file)} ${at}`
      return `${made}; chmod 755 ${at}`
    }),
    `printf '%s' ${inSeen(JSON.stringify(requestIn('{root}', deployment)))} >${REQUEST}`,
    `arg() { if [ -e "$from/$1" ]; then printf '%s' "$from/$1"; else printf '%s' "$1"; fi; }`,
    ...groundScript(spec, given, setUp, ownFile),
    `show() { (cd "$root" && find . -exec ls -ld -- {} + && find . -type f -exec sh -c 'for f; do echo "== $f"; head -c 2000 -- "$f"; done' - {} +); }`,
    'echo "-- before"; show',
    'echo "-- the command"',
    inWorld(run.argv, stdin === null ? REQUEST : ownFile(stdin)),
    'echo "-- exit $?"',
    'echo "-- after"; show',
    'echo "-- the world is in $root"',
  ].join('\n')}\n`
}

const REQUEST = '"$box/tmp/request.json"'

/** Returns a file of the caller's as a word of sh. */
function ownFile(path: string): string {
  return path.startsWith('/') ? shellWord(path) : `"$from"/${shellWord(path)}`
}

/** Returns the words before the command. No variable of the caller's environment may lead it to a real home. */
function invoked(rootName: string, run: Invocation): string {
  const root = `{box}/${rootName}`
  const seenAs = run.mount ?? root
  const env = {
    PATH: '{box}/stubs:{PATH}',
    HOME: seenAs,
    PWD: seenAs,
    TMPDIR: '{box}/tmp',
    XDG_CACHE_HOME: '{box}/tmp/cache',
    XDG_STATE_HOME: '{box}/tmp/state',
    ...LOCALE,
    TERM: '{TERM}',
    USER: '{USER}',
    LOGNAME: '{LOGNAME}',
    PYTHONDONTWRITEBYTECODE: '1',
    ...filledVariables(run.env, seenAs),
    SHARED_LINKS_ROOT: seenAs,
    SHARED_LINKS_REQUEST: '{box}/tmp/request.json',
  }
  const { network } = run
  const visible = ['{box}/stubs', ...visibleTo(run)]
  const sandbox = confined(run.sandbox, [], { root, seenAs, temp: '{box}/tmp', visible, network, env })
  const variables = Object.entries(env).map(([name, value]) => `${name}=${shellTemplate(value, LATER)}`)
  return ['env -i', ...variables, ...sandbox.map(word => shellTemplate(word, LATER))].join(' ')
}

/** Returns the paths outside the world that a command can see. They take long to find, and are the same for each of its worlds. */
function visibleTo(run: Invocation): readonly string[] {
  const known = visiblePaths.get(run)
  if (known !== undefined) return known
  const files = [run.argv, run.setup ?? []].flatMap(words => filesOf(words))
  const paths = [
    ...neededPaths(files, process.cwd(), process.env['PATH'] ?? ''),
    ...(run.network ? resolverConfig() : []),
  ]
  visiblePaths.set(run, paths)
  return paths
}

const visiblePaths = new WeakMap<Invocation, readonly string[]>()

/** The values that are unknown until the script runs. */
const LATER: Readonly<Record<string, string>> = {
  '{box}': '"$box"',
  '{PATH}': '"$PATH"',
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell expands them.
  '{TERM}': '"${TERM-dumb}"',
  '{USER}': '"${USER-}"',
  '{LOGNAME}': '"${LOGNAME-}"',
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.
}

/** Returns an argument as the gate passes it: a file of the current directory by its absolute path. */
function argumentsOf(argument: string, index: number, homes: readonly string[]): string[] {
  if (argument === '{homes}')
    return homes.map(home => (home === ROOT_HOME ? '"$seen"' : `"$seen"/${shellWord(home)}`))
  const filled = shellTemplate(argument, { '{root}': '"$seen"', '{request}': '"$box/tmp/request.json"' })
  const isWord = (index === 0 && !argument.includes('/')) || argument.startsWith('-') || argument === ''
  return [isWord ? filled : `"$(arg ${filled})"`]
}
