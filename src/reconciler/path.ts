/**
 * Returns a path without doubled slashes, `.` and a trailing slash, which leads to the same entry. A trailing slash
 * would make `lstat` follow a link at the end: `lstat('/a/')` does not look at `/a`. Each `..` stays, since only the
 * disk knows which directory it leaves.
 *
 * @example cleanPath('/a//b/./') // '/a/b'
 */
export function cleanPath(path: string): string {
  if (!/\/(?:\/|$)|\/\.(?:\/|$)/u.test(path)) return path
  return `/${path
    .split('/')
    .filter(part => part !== '' && part !== '.')
    .join('/')}`
}

/** Returns the path of an entry of a directory, whose path is clean. */
export function entryPath(directory: string, name: string): string {
  return directory === '/' ? `/${name}` : `${directory}/${name}`
}
