import { existsSync, readdirSync, readlinkSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path/posix'
import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { namesIn } from '../../../fixtures/disk/names.ts'
import { realPath } from '../../../fixtures/disk/real-path.ts'
import { orNull } from '../or-null.ts'
import { homeOf, homePlaces } from './real-homes.ts'

type Places = readonly string[]

/**
 * Returns what a command needs to see of hidden places, such as real homes:
 *
 * - the repository (or else the directory) in which it is started, and those that hold the files it is given;
 * - each directory of its path, with the installation around it: `~/.nvm/versions/node/v22` for its `bin`;
 * - the same for the targets of links in those directories.
 *
 * It never returns a home itself, with its keys and transcripts: where a command is started in a home, entries that
 * begin with a dot stay hidden. Each path is listed as it is spelled and as its real path. Paths outside homes are
 * listed too, which is harmless.
 *
 * @param files absolute paths of the files and directories that the command is given.
 * @param from the directory in which it is started.
 * @param path where its programs are looked up, as in `PATH`.
 */
export function neededPaths(files: readonly string[], from: string, path: string): string[] {
  const places = homePlaces()
  const needed = [
    ...projectOf(from, places),
    ...files.flatMap(file => [
      ...surroundingsOf(file, places),
      ...linkHops(file).flatMap(hop => installationOf(hop, places)),
    ]),
    ...installationsOf(path.split(':'), places),
  ]
  return [...new Set(needed.flatMap(one => [one, realPath(one) ?? one]))].filter(
    one => one.startsWith('/') && homeOf(one, places) !== one && !places.includes(one) && existsSync(one),
  )
}

/** Returns the file that names the DNS servers; it may be a link into a hidden place, such as `/run`. */
export function resolverConfig(): string[] {
  const path = realPath('/etc/resolv.conf')
  return path === null ? [] : [path]
}

/** The repository around a directory, as far as that lies below a home. */
function projectOf(directory: string, places: Places): string[] {
  const real = realPath(directory) ?? directory
  const home = homeOf(real, places)
  if (home === null) return [directory, real]
  if (real === home) return namesWithoutDot(home).map(name => `${home}/${name}`)
  for (let at = real; at !== home && isWithin(at, home); at = dirname(at)) {
    if (existsSync(`${at}/.git`)) return [at]
  }
  return [real]
}

function namesWithoutDot(home: string): string[] {
  const names = orNull(() => namesIn(home)) ?? []
  return names.filter(name => !name.startsWith('.'))
}

/** A file with the project around it, and the same for each link that it leads through. */
function surroundingsOf(file: string, places: Places): string[] {
  return [file, ...linkHops(file)].flatMap(one => {
    const directory = realPath(dirname(one)) ?? dirname(one)
    const home = homeOf(directory, places)
    return home === null || home === directory ? [one] : [one, ...projectOf(directory, places)]
  })
}

/** Directories of a user that hold other things next to installed programs. */
const MIXED = ['.cargo', '.local']

/** The directories around a program that it needs, or the program alone. */
function installationOf(program: string, places: Places): string[] {
  const directory = dirname(program)
  const home = homeOf(directory, places)
  if (home === null) return [directory]
  if (home === directory) return basename(program) === '.' ? [] : [program]
  const around = dirname(directory)
  if (!holdsPrograms(directory) || around === home) return [directory]
  return MIXED.includes(basename(around)) ? [directory, `${around}/lib`] : [around]
}

/** The same for all programs in some directories, and in the directories to which links there lead, and so on. */
function installationsOf(directories: readonly string[], places: Places): string[] {
  const needed = new Set<string>()
  const seen = new Set<string>()
  const queue = directories.filter(directory => directory.startsWith('/'))
  for (let directory = queue.pop(); directory !== undefined; directory = queue.pop()) {
    if (seen.has(directory)) continue
    seen.add(directory)
    for (const one of [directory, realPath(directory) ?? directory]) {
      for (const path of installationOf(`${one}/.`, places)) needed.add(path)
    }
    for (const hop of linksIn(directory).flatMap(linkHops)) {
      if (homeOf(hop, places) === null) continue
      for (const path of installationOf(hop, places)) needed.add(path)
      if (holdsPrograms(dirname(hop))) queue.push(dirname(hop))
    }
  }
  return [...needed]
}

function holdsPrograms(directory: string): boolean {
  return ['bin', 'sbin', 'shims'].includes(basename(directory))
}

function linksIn(directory: string): string[] {
  const entries = orNull(() => readdirSync(directory, { withFileTypes: true })) ?? []
  return entries.filter(entry => entry.isSymbolicLink()).map(entry => `${directory}/${entry.name}`)
}

const MOST_HOPS = 40

/** The paths that a link leads through, up to where it ends; none for a loop. */
function linkHops(link: string): string[] {
  const hops: string[] = []
  let at = link
  while (hops.length < MOST_HOPS) {
    const text = orNull(() => readlinkSync(at))
    if (text === null) return hops.length === 0 ? hops : [...hops, realPath(link) ?? at]
    at = resolve(dirname(at), text)
    hops.push(at)
  }
  return []
}
