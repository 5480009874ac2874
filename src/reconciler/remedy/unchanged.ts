import type { Kind } from '../call.ts'
import type { There } from '../finding.ts'
import type { Word } from './shell.ts'

/** The shell command that knows each kind of entry at `$path`, through links. */
const TESTS: Readonly<Record<Exclude<Kind, 'symlink'>, string>> = {
  directory: '[ -d "$path" ]',
  file: '[ -f "$path" ]',
  FIFO: '[ -p "$path" ]',
  socket: '[ -S "$path" ]',
  device: '{ [ -b "$path" ] || [ -c "$path" ]; }',
}

/** Returns a shell command that succeeds only while the entry at `$path` is as it was found. */
export function unchanged(there: There, word: Word): string {
  switch (there.kind) {
    case 'unknown':
      return 'true'
    case 'nothing':
      return '[ ! -e "$path" ] && [ ! -L "$path" ]'
    case 'symlink':
      // A command substitution would drop newlines at the end of the text.
      return `[ "$(readlink -n -- "$path" && echo x)" = ${word(`${there.text}x`)} ]${leadsTo(there.leadsTo)}`
    default:
      return `${TESTS[there.kind]} && [ ! -L "$path" ]`
  }
}

function leadsTo(kind: Extract<There, { kind: 'symlink' }>['leadsTo']): string {
  if (kind === 'unknown' || kind === 'symlink') return ''
  return kind === 'nothing' || kind === 'a loop' ? ' && [ ! -e "$path" ]' : ` && ${TESTS[kind]}`
}
