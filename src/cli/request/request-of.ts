import type { Command } from 'commander'
import type { SharedLink } from '../../../fixtures/deployment.ts'
import { textOf } from '../../../fixtures/disk/names.ts'
import { requiredShared } from '../../reconciler/api.ts'
import { cleanPath } from '../../reconciler/path.ts'
import { type ValidRequest, validateRequest } from '../../reconciler/request/request.ts'
import { findConfig } from '../config/find-config.ts'
import { withHome } from '../config/own-home.ts'
import { UsageError } from '../usage-error.ts'
import { homesMatching } from './home-globs.ts'
import type { RequestFlags } from './request-flags.ts'

/** Two ways to give the links: as a list, or as the directory of the default links' targets. Files come on top of either. */
interface LinkChoice {
  readonly links?: readonly SharedLink[] | undefined
  readonly sharedRoot?: string | undefined
  readonly fileLinks?: readonly SharedLink[] | undefined
}

/**
 * Returns the request of `check` and `ensure`. A flag wins over its environment variable, and the variable over the
 * config.
 *
 * @throws UsageError if the config is wrong, if homes or links are missing, if a glob matches no home, or if links are given
 * in both ways.
 * @throws RequestError if no file system could meet the request.
 */
export async function requestOf(verb: Command): Promise<ValidRequest> {
  const flags = verb.opts<RequestFlags>()
  const found = await findConfig(flags.config ?? null)
  const isFromEnvironment = verb.getOptionValueSource('sharedRoot') === 'env'
  if (found.problems.length > 0) throw new UsageError(found.problems)
  const { config, directory } = found
  const homes =
    flags.home?.map(home => absolute(home, workingDirectory)) ??
    config.homes?.map(home => absolute(withHome(home), () => directory))
  const choices: readonly LinkChoice[] = [
    {
      links: flags.link,
      sharedRoot: isFromEnvironment ? undefined : flags.sharedRoot,
      fileLinks: flags.fileLink,
    },
    { sharedRoot: isFromEnvironment ? flags.sharedRoot : undefined },
    {
      links: config.links?.map(link => ({ ...link, target: withHome(link.target) })),
      sharedRoot: config.sharedRoot && withHome(config.sharedRoot),
    },
  ]
  const choice = choices.find(({ links, sharedRoot, fileLinks }) =>
    [links, sharedRoot, fileLinks].some(given => given !== undefined),
  )
  const problems = [...(homes === undefined ? [NO_HOMES] : []), ...problemsOf(choice)]
  if (homes === undefined || choice === undefined || problems.length > 0) throw new UsageError(problems)
  const matching = await Promise.all(homes.map(homesMatching))
  return validateRequest(matching.flat(), linksOf(choice), { equality: flags.equality ?? config.equality })
}

const NO_HOMES = 'no home is given: use --home DIR for each home, or "homes" in the config'
const NO_LINKS =
  'no link is given: use --shared-root DIR for the three default links, or --link NAME=TARGET or --file-link NAME=TARGET for each link, or "sharedRoot" or "links" in the config'
const BOTH =
  'links are given in two ways: use either --link NAME=TARGET ("links") or --shared-root DIR ("sharedRoot")'

/** Returns the links of a choice: `--file-link` alone asks for nothing else. */
function linksOf({ links, sharedRoot, fileLinks = [] }: LinkChoice): readonly SharedLink[] {
  const others = links ?? (sharedRoot === undefined ? [] : requiredShared(sharedRoot))
  return [...others, ...fileLinks]
}

function problemsOf(choice: LinkChoice | undefined): readonly string[] {
  if (choice === undefined) return [NO_LINKS]
  return choice.links !== undefined && choice.sharedRoot !== undefined ? [BOTH] : []
}

/**
 * Makes a home absolute. Keeps each `..`: only the file system knows where it leads. Leaves an empty home and one that
 * begins with `~` as they are, for the request's validation to refuse.
 */
function absolute(home: string, base: () => string): string {
  const isRefused = home === '' || home.startsWith('~')
  return home.startsWith('/') || isRefused ? home : cleanPath(`${base()}/${home}`)
}

function workingDirectory(): string {
  try {
    const path = process.cwd()
    return path.includes('\ufffd') ? textOf('/proc/self/cwd') : path
  } catch {
    throw new UsageError(['a home is relative, and the current directory is gone: use an absolute path'])
  }
}
