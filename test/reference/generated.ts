/** The comment at the head of a generated page. */
export const GENERATED = '<!-- Generated from the sources: `npm run docs:reference`. Do not edit. -->'

/** Makes a table of Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows]
    .map(cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`)
    .join('\n')
}
