import { readFileSync, writeFileSync } from 'node:fs'

/** The page of each table. */
const PAGES = {
  broken: new URL('README.md', import.meta.url),
  right: new URL('README.md', import.meta.url),
  states: new URL('../../docs/worlds.md', import.meta.url),
  bred: new URL('../../docs/worlds.md', import.meta.url),
}

/** Writes a table into its place in its page, which a comment with its name begins. */
export function writeTable(
  name: keyof typeof PAGES,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const lines = [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
  const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`)
  const page = PAGES[name]
  const text = readFileSync(page, 'utf8')
  if (!place.test(text)) throw new Error(`${page.pathname} has no place for ${name}`)
  writeFileSync(
    page,
    text.replace(place, (_, begin: string, end: string) => `${begin}${lines}\n${end}`),
  )
}
