import { counted } from '../fixtures/text/plurals.ts'
import { quoted } from '../fixtures/text/printable.ts'
import { homesArgument, isObject, namesArgument } from './argument.ts'
import { checkHomesExist, isWorldOnDisk } from './existing-homes.ts'
import { listed } from './listed.ts'
import type { MatcherContext, MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'
import { relativeToShared, type ShownPaths } from './shown-paths.ts'
import { follow, type Trail, trailInWords } from './trail.ts'

const NAME = 'toShareState'

/** Where one name leads from each home. */
interface NameState {
  readonly name: string
  readonly trails: readonly { readonly path: string; readonly trail: Trail }[]
}

/**
 * Passes when each name leads from every received home to one and the same directory or file, wherever that is.
 *
 * @param received a list of two homes or more, or a world.
 * @param names one name, or a list.
 * @throws MatcherError, with and without `.not`, when a home or name is invalid, or cannot be read; with `.not` when a
 * home does not exist, unless it is a world's own.
 * @example expect(['/srv/a/.claude', '/srv/b/.claude']).toShareState(['projects', 'session-env'])
 */
export function toShareState(
  this: MatcherContext | undefined,
  received: unknown,
  names: string | readonly string[],
): MatcherResult {
  const homes = homesArgument(NAME, 'the received value', homesIn(received))
  if (homes.length < 2) {
    const problem = 'the received value: expected two homes or more, since one alone shares nothing'
    throw new MatcherError('not-homes', NAME, problem)
  }
  const states = namesArgument(NAME, names).map(name => stateOf(homes, name))
  if (this?.isNot === true && !isWorldOnDisk(received)) checkHomesExist(NAME, homes)
  const apart = states.filter(state => !isShared(state))
  return {
    pass: apart.length === 0,
    message: () => {
      const relative = relativeToShared(states.flatMap(({ trails }) => trails.map(({ path }) => path)))
      const count = `${apart.length} of ${counted(states.length, 'name')}`
      const summary =
        apart.length === 0
          ? `expected the homes not to share every name, but they do`
          : `${count} ${apart.length === 1 ? 'does' : 'do'} not lead to one directory or file from every home`
      const lines = listed(apart.length === 0 ? states : apart, '\n', state => stateInWords(state, relative))
      return [summary, ...relative.heading, ...lines].join('\n')
    },
    meta: { apart: apart.map(({ name }) => name) },
  }
}

function homesIn(received: unknown): unknown {
  return isObject(received) && 'homes' in received ? received.homes : received
}

function stateOf(homes: readonly string[], name: string): NameState {
  const trails = homes.map(home => {
    const path = `${home.replace(/\/+$/u, '')}/${name}`
    return { path, trail: follow(NAME, path) }
  })
  return { name, trails }
}

function isShared({ trails }: NameState): boolean {
  const [first, ...others] = trails.map(({ trail: { end } }) =>
    typeof end === 'object' && (end.kind === 'directory' || end.kind === 'file') ? end.id : null,
  )
  return first !== null && others.every(id => id === first)
}

function stateInWords({ name, trails }: NameState, paths: ShownPaths): string {
  const lines = listed(
    trails,
    '  ',
    ({ path, trail }) => `${paths.path(path)}: ${trailInWords(trail, paths)}`,
  )
  return [quoted(name), ...lines].join('\n')
}
