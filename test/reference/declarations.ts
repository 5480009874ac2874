import { existsSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path/posix'

/** What a name is declared as. */
export type DeclarationKind = 'function' | 'const' | 'class' | 'interface' | 'type'

/** A declaration in a source, with its doc comment. */
export interface Declaration {
  readonly name: string
  readonly kind: DeclarationKind
  /** The declaration without its body or value. */
  readonly signature: string
  readonly doc: Doc
  /** The members of an interface. */
  readonly members: readonly Member[]
}

/** A doc comment. */
export interface Doc {
  /** The text before the first tag, as one line for each paragraph. */
  readonly text: string
  /** The code of `@example`; null if there is none. */
  readonly example: string | null
}

/** One member of an interface. */
export interface Member {
  readonly name: string
  /** The whole member: `level?: Level`. */
  readonly signature: string
  readonly text: string
}

/**
 * Returns every declaration that a file exports, itself or from other files, by name.
 *
 * @throws Error for a name that is declared nowhere.
 */
export function exportsOf(file: string): Declaration[] {
  const source = readFileSync(file, 'utf8')
  const own = [...source.matchAll(DECLARED)].map(({ groups }) => declarationIn(file, groups?.['name'] ?? ''))
  const passedOn = [...source.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'/gmu)].flatMap(
    ([, names = '', from = '']) =>
      names
        .split(',')
        .map(name => name.trim().replace(/^type /u, ''))
        .filter(name => name !== '')
        .map(name => declarationIn(normalize(join(file, '..', from)), name)),
  )
  return [...own, ...passedOn].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Returns the declaration of a name that a file declares or passes on. */
export function declarationIn(file: string, name: string): Declaration {
  const source = readFileSync(file, 'utf8')
  const found = [...source.matchAll(DECLARED)].find(({ groups }) => groups?.['name'] === name)
  if (found === undefined) return declarationIn(passingOn(file, source, name), name)
  const kind = (found.groups?.['kind'] ?? 'const') as DeclarationKind
  const text = source.slice(found.index + (found.groups?.['before'] ?? '').length).replace(/^export /u, '')
  return {
    name,
    kind,
    signature: signatureOf(text, kind),
    doc: docOf(found.groups?.['doc'] ?? ''),
    members: kind === 'interface' ? membersOf(text) : [],
  }
}

const DECLARED =
  /^(?<before>(?:\/\*\*(?<doc>(?:(?!\*\/)[\s\S])*)\*\/\n)?(?:\/\/[^\n]*\n)*)export (?:async )?(?<kind>function|const|class|interface|type)\*? (?<name>\w+)/gmu

/** Returns the file that a name is passed on from, or imported from and exported again. */
function passingOn(file: string, source: string, name: string): string {
  const statement = /^(?:import|export) (?:type )?\{([^}]*)\} from '([^']+)'/gmu
  for (const [, names = '', from = ''] of source.matchAll(statement)) {
    const path = normalize(join(file, '..', from))
    if (new RegExp(`\\b${name}\\b`, 'u').test(names) && existsSync(path)) return path
  }
  throw new Error(`${name} is not declared in ${file}`)
}

function signatureOf(text: string, kind: DeclarationKind): string {
  if (kind === 'type') return text.slice(0, text.search(/\n(?:\n|$)/u)).trimEnd()
  if (kind === 'const') return text.slice(0, text.search(/ = |\n/u))
  const end = text.search(/ \{\}?\n/u)
  return text.slice(0, end)
}

/** Returns the members of the interface that a text begins with. */
function membersOf(text: string): Member[] {
  const body = text.slice(text.search(/\{\n/u) + 2, text.search(/^\}/mu))
  const member =
    /^(?: {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n)? {2}([\w$]+[^\n]*(?:\n {4}[^\n]*|\n {2}[})\]][^\n]*)*)/gmu
  return [...body.matchAll(member)].map(([, comment = '', code = '']) => {
    const signature = code.replace(/^readonly /u, '').replaceAll(/\s*\n\s*/gu, ' ')
    return { name: /^[\w$]+/u.exec(signature)?.[0] ?? '', signature, text: docOf(comment).text }
  })
}

function docOf(comment: string): Doc {
  const lines = comment.split('\n').map(line => line.replace(/^\s*\* ?/u, '').trimEnd())
  const whole = lines.join('\n').trim()
  const [text = '', ...tags] = whole.split(/^@/mu)
  const example = tags.find(tag => tag.startsWith('example'))?.replace(/^example\s?/u, '') ?? null
  const params = tags.filter(tag => /^(?:param|throws|returns) /u.test(tag))
  return {
    text: [text, ...params.map(inWords)]
      .map(unwrapped)
      .filter(one => one !== '')
      .join('\n\n'),
    example,
  }
}

/** `param name what it is` as a line of its own. */
function inWords(tag: string): string {
  const [, name = '', rest = ''] = /^param (\w+) ([\s\S]*)$/u.exec(tag) ?? []
  if (name !== '') return `\`${name}\`: ${rest}`
  return tag.replace(/^throws /u, 'Throws ').replace(/^returns /u, 'Returns ')
}

/** Joins the lines of each paragraph; a list keeps its lines. */
function unwrapped(text: string): string {
  return text
    .trim()
    .split(/\n\n+/u)
    .map(paragraph => paragraph.replaceAll(/\n(?!- )/gu, ' '))
    .join('\n\n')
}
