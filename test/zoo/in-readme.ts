import { readFileSync, writeFileSync } from 'node:fs'

const README = new URL('README.md', import.meta.url)

/** Writes a table into its place in README.md, which a comment with its name begins. */
export function writeTable(
  name: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const lines = [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')
  const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- end of ${name} -->)`)
  const text = readFileSync(README, 'utf8')
  if (!place.test(text)) throw new Error(`README.md has no place for ${name}`)
  writeFileSync(
    README,
    text.replace(place, (_, begin: string, end: string) => `${begin}${lines}\n${end}`),
  )
}
