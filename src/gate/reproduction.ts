import { contentOf } from '../../fixtures/build.ts'
import { toBytes } from '../../fixtures/bytes.ts'
import { requestIn } from '../../fixtures/deployment.ts'
import type { FlatEntry } from '../../fixtures/flat.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'

/**
 * A shell script (sh and coreutils) that builds the world in a temp directory, runs the command there as the gate
 * does but without a sandbox, and lists what stood before and after. Run it where the gate was run.
 */
export function reproduction({ tree, deployment, rootName }: WorldSpec, argv: readonly string[]): string {
  const entries = [...tree].sort(([a], [b]) => (a < b ? -1 : 1))
  const modes = entries
    .toReversed()
    .flatMap(([path, entry]) =>
      'mode' in entry && entry.mode !== undefined ? [`chmod ${entry.mode.toString(8)} ${inRoot(path)}`] : [],
    )
  return `${[
    '#!/bin/sh',
    '# Builds a world, runs the command in it, and shows what became of it. WARNING: no sandbox.',
    'set -u',
    'from=$PWD',
    'box=$(mktemp -d)',
    `root=$box/${word(rootName)}`,
    'mkdir "$root" "$box/tmp"',
    ...entries.map(([path, entry]) => made(path, entry)),
    ...modes,
    `printf '%s' ${withRoot(JSON.stringify(requestIn('{root}', deployment)))} >"$box/request.json"`,
    `show() { (cd "$root" && find . -exec ls -ld -- {} + && find . -type f -exec sh -c 'for f; do echo "== $f"; cat -- "$f"; done' - {} +); }`,
    'echo "-- before"; show',
    `echo "-- the command"`,
    `arg() { if [ -e "$from/$1" ]; then printf '%s' "$from/$1"; else printf '%s' "$1"; fi; }`,
    `(cd "$root" && HOME=$root TMPDIR=$box/tmp SHARED_LINKS_ROOT=$root SHARED_LINKS_REQUEST=$box/request.json ${argv.flatMap((argument, i) => argumentsOf(argument, i, deployment.homes)).join(' ')} <"$box/request.json")`,
    'echo "-- exit $?"',
    'echo "-- after"; show',
    'echo "-- the world is in $root"',
  ].join('\n')}\n`
}

function made(path: string, entry: FlatEntry): string {
  const at = inRoot(path)
  switch (entry.type) {
    case 'dir':
      return `mkdir -- ${at}`
    case 'file':
      return `printf ${octal(contentOf(entry.content))} >${at}`
    case 'link':
      return `ln -s -- ${withRoot(entry.text)} ${at}`
    case 'hard-link':
      return `ln -- ${inRoot(entry.to)} ${at}`
    case 'fifo':
      return `mkfifo -- ${at}`
    case 'socket':
      return `python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])' ${at}`
  }
}

function inRoot(path: string): string {
  return `"$root"/${word(path)}`
}

/** An argument as the gate would hand it over: a file of the current directory by its whole path. */
function argumentsOf(argument: string, index: number, homes: readonly string[]): string[] {
  if (argument === '{homes}') return homes.map(inRoot)
  const filled = argument.split('{request}').map(withRoot).join('"$box/request.json"')
  const isWord = (index === 0 && !argument.includes('/')) || argument.startsWith('-') || argument === ''
  return isWord ? [filled === '' ? "''" : filled] : [`"$(arg ${filled})"`]
}

/** A text as one word of sh, with the root in place of `{root}`. */
function withRoot(text: string): string {
  return text.split('{root}').map(word).join('"$root"')
}

/** A text as one word of sh, whatever bytes it holds. */
function word(text: string): string {
  if (text === '') return ''
  const bytes = toBytes(text)
  if (bytes.every(byte => byte >= 0x20 && byte < 0x7f)) return `'${text.replaceAll("'", "'\\''")}'`
  return `"$(printf ${octal(bytes)})"`
}

function octal(bytes: Uint8Array): string {
  const text = [...bytes].map(byte =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c && byte !== 0x25
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, '0')}`,
  )
  return `'${text.join('')}'`
}
