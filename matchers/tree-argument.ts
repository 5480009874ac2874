import type { FlatEntry } from '../fixtures/disk/flat-tree.ts'
import { flatten, joined } from '../fixtures/disk/flat-tree.ts'
import { printable } from '../fixtures/text/printable.ts'
import type { Absent, Tree } from '../fixtures/tree.ts'
import { isObject, valueInWords } from './argument.ts'
import { MatcherError } from './matcher-error.ts'

/** A described tree by path, parents first, with its `absent` entries. */
export type DescribedTree = ReadonlyMap<string, FlatEntry | Absent>

/**
 * Returns an argument that describes a tree.
 *
 * @throws MatcherError `not-a-tree`.
 * @throws TreeError when the tree cannot exist on disk.
 */
export function treeArgument(matcher: string, value: unknown): DescribedTree {
  const absences: string[] = []
  checkTree(matcher, '', value, absences)
  const described = new Map<string, FlatEntry | Absent>(flatten(value))
  for (const path of absences) described.set(path, { type: 'absent' })
  return described
}

function checkTree(matcher: string, path: string, value: unknown, absences: string[]): asserts value is Tree {
  if (!isObject(value) || Array.isArray(value)) {
    const where = path === '' ? 'the tree' : `the entries of ${printable(path)}`
    throw new MatcherError(
      'not-a-tree',
      matcher,
      `${where}: expected an object of entries, not ${valueInWords(value)}`,
    )
  }
  for (const [name, entry] of Object.entries(value)) checkEntry(matcher, joined(path, name), entry, absences)
}

function checkEntry(matcher: string, path: string, entry: unknown, absences: string[]): void {
  const fields = isObject(entry)
    ? new Map<string, unknown>(Object.entries(entry))
    : new Map<string, unknown>()
  switch (fields.get('type')) {
    case 'dir':
      checkTree(matcher, path, fields.get('entries'), absences)
      break
    case 'file':
      if (typeof fields.get('content') === 'string' || fields.get('content') instanceof Uint8Array) break
      throw notAnEntry(matcher, path, 'a file whose content is neither text nor bytes')
    case 'link':
      if (typeof fields.get('text') === 'string') break
      throw notAnEntry(matcher, path, 'a link without a text')
    case 'hard-link':
      if (typeof fields.get('to') === 'string') break
      throw notAnEntry(matcher, path, 'a hard link without a path')
    case 'fifo':
    case 'socket':
      break
    case 'absent':
      absences.push(path)
      break
    default:
      throw notAnEntry(matcher, path, valueInWords(entry))
  }
  const mode = fields.get('mode')
  if (
    mode !== undefined &&
    !(typeof mode === 'number' && Number.isInteger(mode) && mode >= 0 && mode <= 0o7777)
  ) {
    throw notAnEntry(matcher, path, `one with mode ${valueInWords(mode)}`)
  }
}

function notAnEntry(matcher: string, path: string, what: string): MatcherError {
  return new MatcherError(
    'not-a-tree',
    matcher,
    `${printable(path)}: expected dir(...), file(...), linkTo(...), hardLinkTo(...), fifo(), socket() or absent, not ${what}`,
  )
}
