import { readFileSync } from 'node:fs'
import { type Declaration, exportsOf } from './declarations.ts'
import { GENERATED } from './generated.ts'

/** The entry points of package.json, each with its source. */
export function entryPoints(): { readonly name: string; readonly file: string }[] {
  const { exports }: { exports: Record<string, string | { types: string }> } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  )
  return Object.entries(exports).flatMap(([key, value]) =>
    typeof value === 'string'
      ? []
      : [
          {
            name: `vitest-shared-links${key.slice(1)}`,
            file: value.types.replace('./dist/', '').replace(/\.d\.ts$/u, '.ts'),
          },
        ],
  )
}

/** Writes docs/api.md: what each entry point exports, with its doc comments. */
export function apiPage(): string {
  const entries = entryPoints()
  const shown = new Map<string, string>()
  return `${[
    '# API',
    GENERATED,
    'Each entry point works without a test runner, unless its name ends in `vitest`. Types come after functions and classes.',
    entries.map(({ name }) => `- ${linkTo(name)}`).join('\n'),
    ...entries.flatMap(({ name, file }) => [`## ${name}`, ...sectionsOf(name, exportsOf(file), shown)]),
  ].join('\n\n')}\n`
}

/**
 * Returns a section for each export, functions and classes before types.
 *
 * @param shown the entry point under which each section was shown first: several export the same names.
 */
function sectionsOf(entry: string, all: readonly Declaration[], shown: Map<string, string>): string[] {
  const isType = ({ kind }: Declaration) => kind === 'interface' || kind === 'type'
  const elsewhere = new Map<string, string[]>()
  const sections: string[] = []
  for (const one of [...all.filter(each => !isType(each)), ...all.filter(isType)]) {
    const section = sectionOf(one)
    const first = shown.get(section)
    if (first === undefined) sections.push(section)
    else elsewhere.set(first, [...(elsewhere.get(first) ?? []), `\`${one.name}\``])
    if (first === undefined) shown.set(section, entry)
  }
  const pointers = [...elsewhere].map(([first, names]) => `As in ${linkTo(first)}: ${names.join(', ')}.`)
  return [...sections, ...pointers]
}

function sectionOf({ name, signature, doc, members }: Declaration): string {
  return [
    `### ${name}`,
    `\`\`\`typescript\n${signature}\n\`\`\``,
    ...(doc.text === '' ? [] : [doc.text]),
    ...(members.length === 0 ? [] : [members.map(memberLine).join('\n')]),
    ...(doc.example === null ? [] : [`\`\`\`typescript\n${doc.example.trim()}\n\`\`\``]),
  ].join('\n\n')
}

function memberLine({ signature, text }: { readonly signature: string; readonly text: string }): string {
  return `- \`${signature}\`${text === '' ? '' : `: ${text.replaceAll('\n\n', ' ')}`}`
}

function linkTo(entry: string): string {
  return `[\`${entry}\`](#${entry.replaceAll('/', '')})`
}
