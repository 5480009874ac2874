import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path/posix'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { namesIn } from '../../../fixtures/disk/names.ts'
import { homeOf, homePlaces, realPath } from './real-homes.ts'

/**
 * What a command needs of directories that are hidden from it, such as real homes:
 *
 * - the repository (or else the directory) that it is started in, and those that hold the files it is given;
 * - each directory of its path, with the installation around it: `~/.nvm/versions/node/v22` for its `bin`;
 * - the same of what those programs are links to.
 *
 * Never a home itself, with keys and transcripts in it: where a command is started in one, what is hidden there by a
 * dot stays hidden. Each path is listed as it is called, and as it really lies. What lies outside of homes is listed
 * too; it does no harm.
 *
 * @param files whole paths of files and directories that the command is given.
 * @param path the directories in which its programs are looked up, as in `PATH`.
 */
export function neededPaths(files: readonly string[], from: string, path: string): string[] {
  const places = homePlaces()
  const needed = [
    ...projectOf(from, places),
    ...files.flatMap(file => [
      ...holderOf(file, places),
      ...hops(file).flatMap(hop => installationOf(hop, places)),
    ]),
    ...programs(path.split(':'), places),
  ]
  return [...new Set(needed.flatMap(one => [one, realPath(one) ?? one]))].filter(
    one => one.startsWith('/') && homeOf(one, places) !== one && !places.includes(one) && existsSync(one),
  )
}

/** The repository around a directory, as far as it lies below a home. */
function projectOf(directory: string, places: readonly string[]): string[] {
  const real = realPath(directory) ?? directory
  const home = homeOf(real, [...places])
  if (home === null) return [directory, real]
  if (real === home) return visibleIn(home).map(name => `${home}/${name}`)
  for (let at = real; at !== home && isWithin(at, home); at = dirname(at)) {
    if (existsSync(`${at}/.git`)) return [at]
  }
  return [real]
}

function visibleIn(home: string): string[] {
  try {
    return namesIn(home).filter(name => !name.startsWith('.'))
  } catch {
    return []
  }
}

function holderOf(file: string, places: readonly string[]): string[] {
  return [file, ...hops(file)].flatMap(one => {
    const holder = realPath(dirname(one)) ?? dirname(one)
    const home = homeOf(holder, [...places])
    return home === null || home === holder ? [one] : [one, ...projectOf(holder, places)]
  })
}

/** What the directories of a path need, and those to which links in them lead, and so on. */
function programs(directories: readonly string[], places: readonly string[]): string[] {
  const needed = new Set<string>()
  const seen = new Set<string>()
  const queue = directories.filter(directory => directory.startsWith('/'))
  for (let directory = queue.pop(); directory !== undefined; directory = queue.pop()) {
    if (seen.has(directory)) continue
    seen.add(directory)
    for (const one of [directory, realPath(directory) ?? directory]) {
      for (const path of installationOf(`${one}/.`, places)) needed.add(path)
    }
    for (const hop of linksIn(directory).flatMap(hops)) {
      if (homeOf(hop, [...places]) === null) continue
      for (const path of installationOf(hop, places)) needed.add(path)
      if (isPrograms(dirname(hop))) queue.push(dirname(hop))
    }
  }
  return [...needed]
}

/** A user's own directories in which programs are installed among much else. */
const MIXED = ['.cargo', '.local']

/** What a program needs around it. */
function installationOf(program: string, places: readonly string[]): string[] {
  const directory = dirname(program)
  const home = homeOf(directory, [...places])
  if (home === null) return [directory]
  if (home === directory) return basename(program) === '.' ? [] : [program]
  const around = dirname(directory)
  if (!isPrograms(directory) || around === home) return [directory]
  return MIXED.includes(basename(around)) ? [directory, `${around}/lib`] : [around]
}

function isPrograms(directory: string): boolean {
  return ['bin', 'sbin', 'shims'].includes(basename(directory))
}

function linksIn(directory: string): string[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .filter(entry => entry.isSymbolicLink())
      .map(entry => `${directory}/${entry.name}`)
  } catch {
    return []
  }
}

/** The paths that a link leads through, to where it ends. */
function hops(link: string): string[] {
  const found: string[] = []
  for (let at = link; found.length < 40; ) {
    try {
      at = resolve(dirname(at), readlinkSync(at))
    } catch {
      const real = found.length === 0 ? null : realPath(link)
      return real === null ? found : [...found, real]
    }
    found.push(at)
  }
  return []
}
