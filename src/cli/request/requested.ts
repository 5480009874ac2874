import type { SharedLink } from '../../../fixtures/deployment.ts'
import { textOf } from '../../../fixtures/disk/names.ts'
import { requiredShared } from '../../reconciler/api.ts'
import { cleanPath } from '../../reconciler/path.ts'
import { type ValidRequest, validateRequest } from '../../reconciler/request.ts'
import type { FoundConfig } from '../config/find-config.ts'
import { UsageError } from '../usage-error.ts'
import type { RequestFlags } from './request-flags.ts'

/** A way to say which links are meant: they themselves, or where the default ones lead. */
interface LinkChoice {
  readonly links?: readonly SharedLink[] | undefined
  readonly sharedRoot?: string | undefined
}

/**
 * What `check` and `ensure` are asked for: flags win over the environment, and that over the config.
 *
 * @param isFromEnvironment whether the shared root was said by the environment, not by a flag.
 * @throws UsageError when homes or links are not said, or links twice.
 * @throws RequestError when what is said cannot be met.
 */
export function requestOf(flags: RequestFlags, isFromEnvironment: boolean, found: FoundConfig): ValidRequest {
  const { config } = found
  const homes = flags.home?.map(home => absolute(home, workingDirectory)) ?? config.homes?.map(inConfig)
  const choices: readonly LinkChoice[] = [
    { links: flags.link, sharedRoot: isFromEnvironment ? undefined : flags.sharedRoot },
    { sharedRoot: isFromEnvironment ? flags.sharedRoot : undefined },
    config,
  ]
  const choice = choices.find(({ links, sharedRoot }) => links !== undefined || sharedRoot !== undefined)
  const problems = [...(homes === undefined ? [NO_HOMES] : []), ...problemsOf(choice)]
  if (homes === undefined || choice === undefined || problems.length > 0) throw new UsageError(problems)
  const required = choice.links ?? requiredShared(choice.sharedRoot)
  return validateRequest(homes, required, { equality: flags.equality ?? config.equality })

  function inConfig(home: string): string {
    return absolute(home, () => found.directory)
  }
}

const NO_HOMES = 'no home is given: say --home DIR, once for each, or "homes" in the config'
const NO_LINKS =
  'no link is given: say --shared-root DIR for the three default links, or --link NAME=TARGET for each, or "sharedRoot" or "links" in the config'
const BOTH =
  'links are given in two ways: say either --link NAME=TARGET ("links") or --shared-root DIR ("sharedRoot")'

function problemsOf(choice: LinkChoice | undefined): readonly string[] {
  if (choice === undefined) return [NO_LINKS]
  return choice.links !== undefined && choice.sharedRoot !== undefined ? [BOTH] : []
}

/** A `..` stays, since only the disk knows what it goes back from. What cannot be meant is left to be refused. */
function absolute(home: string, base: () => string): string {
  const isRefused = home === '' || home.startsWith('~')
  return home.startsWith('/') || isRefused ? home : cleanPath(`${base()}/${home}`)
}

function workingDirectory(): string {
  try {
    const path = process.cwd()
    return path.includes('\ufffd') ? textOf('/proc/self/cwd') : path
  } catch {
    throw new UsageError([
      'a relative home is given, and the current directory is gone: give an absolute one',
    ])
  }
}
