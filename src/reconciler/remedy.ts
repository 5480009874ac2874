import { toBytes } from '../../fixtures/bytes.ts'
import { nameOf } from '../../fixtures/flat.ts'
import type { Finding } from './finding.ts'

/**
 * Shell commands (bash, GNU coreutils) that an operator can paste to resolve a finding. They lose nothing: what
 * stands in the way is moved aside under its own name, into a new directory next to it. What it holds is first
 * copied into the shared target, where no file may be in its way; if one is, the commands stop before the move.
 */
export function remedyOf(finding: Finding): string {
  const { code, path, target } = finding
  switch (code) {
    case 'home-missing':
    case 'target-missing':
      return `mkdir -p -m 700 -- ${shellQuoted(path)}`
    case 'link-missing':
      return linkAnew(target ?? '', path)
    case 'divergent-link':
    case 'blocked-link':
      return remedyOfLink(finding, target ?? '')
    case 'home-not-directory':
    case 'target-not-directory':
    case 'target-dangling':
      return leadsToFile(finding) ? byHand(finding) : `${aside(path)} && mkdir -m 700 -- ${shellQuoted(path)}`
    case 'parent-not-directory':
      return leadsToFile(finding) ? byHand(finding) : `${aside(path)} && mkdir -m 755 -- ${shellQuoted(path)}`
    case 'unreadable':
    case 'not-created':
      return `namei -l -- ${shellQuoted(path)}; df -h -- ${shellQuoted(parent(path))}; df -i -- ${shellQuoted(parent(path))}`
  }
}

/** A text as one word of bash, whatever bytes it holds, and safe to print. */
export function shellQuoted(text: string): string {
  const bytes = toBytes(text)
  const isPlain = bytes.every(byte => byte >= 0x20 && byte < 0x7f)
  if (isPlain) return `'${text.replaceAll("'", "'\\''")}'`
  return `$'${[...bytes].map(byte => (isWordByte(byte) ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`)).join('')}'`
}

function remedyOfLink(finding: Finding, target: string): string {
  const { path, there } = finding
  if (leadsToFile(finding)) return byHand(finding)
  const holdsFiles = there.kind === 'directory' || (there.kind === 'symlink' && there.leadsTo === 'directory')
  const move = `${aside(path)} && ${linkAnew(target, path)}`
  return holdsFiles ? `${copied(path, target)} && ${move}` : move
}

/** Copies what is not there yet, then goes on only if every file that could be read can be read over there. */
function copied(path: string, target: string): string {
  const [from, to] = [shellQuoted(path), shellQuoted(target)]
  return [
    `mkdir -p -m 700 -- ${to}`,
    `{ cp -a -n -- ${from}/. ${to}/; there=${to}; left=$(cd -- ${from} && find -L . -type f -exec sh -c 'cmp -s -- "$1" "$2/$1" || echo differs' - {} "$there" \\; 2>&1); test -z "$left" || { echo 'stopped: files of the same name differ, nothing was moved' >&2; false; }; }`,
  ].join(' && ')
}

function aside(path: string): string {
  const at = shellQuoted(path)
  return `aside=$(mktemp -d -- ${shellQuoted(`${path}.aside.XXXXXX`)}) && mv -n -T -- ${at} "$aside"/${shellQuoted(nameOf(path))}`
}

// With -T, ln fails where something has come to stand, instead of making a link inside it.
function linkAnew(target: string, path: string): string {
  return `ln -s -T -- ${shellQuoted(target)} ${shellQuoted(path)}`
}

// Whoever reads the file through the link would lose it, wherever the link is moved.
function byHand({ path }: Finding): string {
  return `ls -l -- ${shellQuoted(path)} # leads to a file: decide where it belongs, then remove the link yourself`
}

function leadsToFile({ there }: Finding): boolean {
  return (
    there.kind === 'symlink' &&
    there.leadsTo !== 'directory' &&
    there.leadsTo !== 'nothing' &&
    there.leadsTo !== 'a loop'
  )
}

function parent(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')))
}

function isWordByte(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
}
