/**
 * A path without doubled slashes, `.`, and a slash at its end, which leads where it led. Without this a link
 * at its end would be followed by the very call that is to look at the link: `lstat('/a/')` is not about `/a`.
 * A `..` stays, since only the disk knows what it goes back from.
 *
 * @example tidied('/a//b/./') // '/a/b'
 */
export function tidied(path: string): string {
  if (!/\/(?:\/|$)|\/\.(?:\/|$)/u.test(path)) return path
  return `/${path
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .join('/')}`
}

/** Where a home's link stands. */
export function pathOfLink(home: string, name: string): string {
  const at = tidied(home)
  return at === '/' ? `/${name}` : `${at}/${name}`
}
