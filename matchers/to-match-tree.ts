import { counted } from '../fixtures/text/plurals.ts'
import type { Tree } from '../fixtures/tree.ts'
import { TreeError } from '../fixtures/tree-error.ts'
import { isObject, optionsArgument, rootArgument } from './argument.ts'
import type { MatcherContext, MatcherResult } from './matcher.ts'
import { relativeTo } from './shown-paths.ts'
import { checkDirectory, plain, unreadable } from './trail.ts'
import { treeArgument } from './tree-argument.ts'
import { treeDifferences } from './tree-differences.ts'
import { differencesInWords, diffOf } from './tree-words.ts'
import { withUserStack } from './user-stack.ts'

const NAME = 'toMatchTree'

/** The options of `toMatchTree`. */
export interface MatchTreeOptions {
  /** Whether the root may hold entries that are not described. Default: false. */
  readonly extra?: boolean
}

/**
 * Passes when the received root holds the described tree: types, bytes, link texts, and modes where they are given. An
 * entry that is described as `absent` must be missing.
 *
 * @param received the root's path, or a world.
 * @param tree the expected tree; `{root}` in a link's text is the received root.
 * @throws MatcherError, with and without `.not`, when the root is not a directory, or the description is not a tree.
 * @throws TreeError, with and without `.not`, when the described tree cannot exist on disk.
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
  const described = withUserStack(
    () => treeArgument(NAME, tree),
    error => error instanceof TreeError,
  )
  const root = rootOf(received)
  const differences = treeDifferences(root, described, {
    extra: options?.extra ?? false,
    // A world belongs to the test, so its permissions may be changed while it is read.
    unseal: isObject(received),
  })
  const shown = relativeTo(root)
  const [first] = differences
  // Differences that only say that an entry could not be read do not prove that the tree differs.
  if (this?.isNot === true && first !== undefined && differences.every(({ isKnown }) => !isKnown)) {
    throw unreadable(NAME, `${root}/${first.path}`, 'EACCES')
  }
  return {
    pass: differences.length === 0,
    message: () => {
      const summary =
        differences.length === 0
          ? 'expected the tree to differ from the description, but it does not'
          : `the tree is not as described, with ${counted(differences.length, 'difference')}`
      return [summary, ...shown.heading, ...differencesInWords(differences, shown)].join('\n')
    },
    ...(differences.length === 0 ? {} : diffOf(differences, shown)),
    meta: { differences },
  }
}

/** Returns the received root. A missing one differs from every tree, so a typo in its path would pass `.not`. */
function rootOf(received: unknown): string {
  const root = plain(rootArgument(NAME, received))
  checkDirectory(NAME, 'the received root', root)
  return root
}
