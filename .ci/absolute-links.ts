/** Returns a page of Markdown with its relative links leading below a base, as npm shows it without the repository. */
export function absoluteLinks(markdown: string, base: string): string {
  return markdown.replaceAll(/\]\((?!https?:|#)/gu, `](${base}/`)
}
