import { counted } from '../fixtures/text/plurals.ts'
import { printable } from '../fixtures/text/printable.ts'
import type { Tree } from '../fixtures/tree.ts'
import { isObject, optionsArgument, rootArgument } from './argument.ts'
import { follow, plain, trailInWords, unreadable } from './look.ts'
import type { MatcherContext, MatcherResult } from './matcher.ts'
import { MatcherError } from './matcher-error.ts'
import { relativeTo } from './relative.ts'
import { treeArgument } from './tree-argument.ts'
import { treeDifferences } from './tree-differences.ts'
import { differenceInWords } from './tree-words.ts'

const NAME = 'toMatchTree'

export interface MatchTreeOptions {
  /** Whether entries that are not described may be there too; they may not unless given. */
  readonly extra?: boolean
}

/**
 * Passes when what stands in the received root, a path or a world, is as described: types, bytes, link texts (in
 * which `{root}` is the root), modes where they are given, and nothing where `absent` is.
 *
 * @throws MatcherError in both polarities when the root is no directory or the description is none; TreeError when it
 * has an entry that cannot be.
 * @example
 * expect(w).toMatchTree({
 *   '.claude-compte1': dir({ projects: linkTo('{root}/.claude-projects-shared') }),
 *   '.claude-projects-shared': dir({ 'a.jsonl': file('{"type":"user"}\n') }),
 * })
 */
export function toMatchTree(
  this: MatcherContext | undefined,
  received: unknown,
  tree: Tree,
  options?: MatchTreeOptions,
): MatcherResult {
  optionsArgument(NAME, options, { extra: [true, false] })
  const described = treeArgument(NAME, tree)
  const root = rootOf(received)
  const differences = treeDifferences(root, described, {
    extra: options?.extra ?? false,
    // A world is ours to open.
    unseal: isObject(received),
  })
  const [first] = differences
  // Nothing but what could not be read is no proof that the tree is another.
  if (this?.isNot === true && first !== undefined && differences.every(({ isKnown }) => !isKnown)) {
    throw unreadable(NAME, `${root}/${first.path}`, 'EACCES')
  }
  return {
    pass: differences.length === 0,
    message: () => {
      const { heading } = relativeTo(root)
      if (differences.length === 0)
        return [`expected the tree to differ from the description, but it does not`, heading].join('\n')
      const summary = `the tree is not as described, with ${counted(differences.length, 'difference')}`
      return [summary, heading, ...differences.map(differenceInWords)]
        .filter(line => line !== null)
        .join('\n')
    },
    meta: { differences },
  }
}

/** A root that is not there, or no directory, differs from every tree, so that a typo in it would pass `.not`. */
function rootOf(received: unknown): string {
  const root = plain(rootArgument(NAME, received))
  const trail = follow(NAME, root)
  if (typeof trail.end === 'object' && trail.end.kind === 'directory') return root
  throw new MatcherError(
    'not-a-directory',
    NAME,
    `the received root ${printable(root)}: expected a directory, not ${trailInWords(trail)}`,
  )
}
