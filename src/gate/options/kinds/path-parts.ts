/** Splits a path into its parts, without empty ones and `.`. */
export function pathParts(path: string): string[] {
  return path.split('/').filter(part => part !== '' && part !== '.')
}
