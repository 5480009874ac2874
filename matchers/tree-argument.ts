import { types } from 'node:util'
import type { FlatEntry } from '../fixtures/disk/flat-tree.ts'
import { flatten, joined } from '../fixtures/disk/flat-tree.ts'
import { printable } from '../fixtures/text/printable.ts'
import type { Absent, Tree } from '../fixtures/tree.ts'
import { isObject, isRecord, valueInWords } from './argument.ts'
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
  if (!isRecord(value)) {
    const where = path === '' ? 'the tree' : `the entries of ${printable(path)}`
    const problem = `${where}: expected an object of entries, not ${valueInWords(value)}`
    throw new MatcherError('not-a-tree', matcher, problem)
  }
  for (const [name, entry] of Object.entries(value)) checkEntry(matcher, joined(path, name), entry, absences)
}

function checkEntry(matcher: string, path: string, value: unknown, absences: string[]): void {
  const entry: Readonly<Record<string, unknown>> = isObject(value) ? { ...value } : {}
  const { type, entries, content, text, to, mode } = entry
  const wrong = (what: string) =>
    new MatcherError('not-a-tree', matcher, `${printable(path)}: ${EXPECTED}, not ${what}`)
  switch (type) {
    case 'dir':
      checkTree(matcher, path, entries, absences)
      break
    case 'file':
      if (typeof content === 'string' || types.isUint8Array(content)) break
      throw wrong('a file whose content is neither text nor bytes')
    case 'link':
      if (typeof text === 'string') break
      throw wrong('a link without a text')
    case 'hard-link':
      if (typeof to === 'string') break
      throw wrong('a hard link without a path')
    case 'fifo':
    case 'socket':
      break
    case 'absent':
      absences.push(path)
      break
    default:
      throw wrong(valueInWords(value))
  }
  const isMode = typeof mode === 'number' && Number.isInteger(mode) && mode >= 0 && mode <= 0o7777
  if (mode !== undefined && !isMode) throw wrong(`one with mode ${valueInWords(mode)}`)
}

const EXPECTED = 'expected dir(...), file(...), linkTo(...), hardLinkTo(...), fifo(), socket() or absent'
