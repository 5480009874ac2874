import { DEFAULT_DEPLOYMENT, type SharedLink } from '../../../fixtures/deployment.ts'
import { nest } from '../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { repeatedLineOf } from '../../../fixtures/text/repeated-line.ts'
import type { Tree, TreeEntry } from '../../../fixtures/tree.ts'
import { type Ground, groundLines, listedTree, NO_GROUND } from './words/given-text.ts'

/**
 * Returns a world as code to paste into a test: `await using w = await world({ ... })`. Comments name what the world holds
 * besides, where that is too much to list.
 */
export function fixtureCode(spec: WorldSpec, ground: Ground = NO_GROUND): string {
  const { deployment, rootName } = spec
  const tree = listedTree(spec, ground)
  const options = [
    ...(same(deployment.homes, DEFAULT_DEPLOYMENT.homes) ? [] : [`homes: ${literal(deployment.homes)}`]),
    ...(same(deployment.links, DEFAULT_DEPLOYMENT.links) ? [] : [`links: ${literal(deployment.links)}`]),
    ...(rootName === PLAIN_ROOT ? [] : [`rootName: ${quote(rootName)}`]),
  ]
  const described = treeCode(nest(tree), '')
  const comments = groundLines(spec, ground).map(line => `// ${line}\n`)
  return `${comments.join('')}await using w = await world(${described}${options.length === 0 ? '' : `, { ${options.join(', ')} }`})`
}

function treeCode(tree: Tree, indent: string): string {
  const entries = Object.entries(tree)
  if (entries.length === 0) return '{}'
  const lines = entries.map(
    ([name, entry]) => `${indent}  ${key(name)}: ${entryCode(entry, `${indent}  `)},\n`,
  )
  return `{\n${lines.join('')}${indent}}`
}

function entryCode(entry: TreeEntry, indent: string): string {
  const mode = 'mode' in entry && entry.mode !== undefined ? `, { mode: 0o${entry.mode.toString(8)} }` : ''
  switch (entry.type) {
    case 'dir':
      return mode === '' && Object.keys(entry.entries).length === 0
        ? 'dir()'
        : `dir(${treeCode(entry.entries, indent)}${mode})`
    case 'file':
      return `file(${typeof entry.content === 'string' ? textCode(entry.content) : `new Uint8Array([${[...entry.content].join(', ')}])`}${mode})`
    case 'link':
      return `linkTo(${quote(entry.text)})`
    case 'hard-link':
      return `hardLinkTo(${quote(entry.to)})`
    case 'fifo':
    case 'socket':
      return `${entry.type}()`
    case 'absent':
      return 'absent'
  }
}

function key(name: string): string {
  if (name === '__proto__') return "['__proto__']"
  return /^[a-z_$][\w$]*$/iu.test(name) ? name : quote(name)
}

/** Returns a text as an expression. A line that is repeated many times is written once. */
function textCode(text: string): string {
  const repeated = repeatedLineOf(text)
  if (repeated === null) return quote(text)
  const { line, times, rest } = repeated
  return `${quote(line)}.repeat(${times})${rest === '' ? '' : ` + ${quote(rest)}`}`
}

/** Returns a text as a string literal of printable ASCII. */
function quote(text: string): string {
  const inner = Array.from({ length: text.length }, (_, i) => {
    const char = text.charAt(i)
    if (char === "'" || char === '\\') return `\\${char}`
    if (char === '\n') return '\\n'
    return char >= ' ' && char <= '~' ? char : `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`
  })
  return `'${inner.join('')}'`
}

function literal(value: readonly (string | SharedLink)[]): string {
  const items = value.map(item => {
    if (typeof item === 'string') return quote(item)
    const kind = item.kind === 'file' ? ", kind: 'file'" : ''
    return `{ name: ${quote(item.name)}, target: ${quote(item.target)}${kind} }`
  })
  return `[${items.join(', ')}]`
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
