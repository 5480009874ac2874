import type { Snapshot } from '../fixtures/snapshot.ts'
import type { Tree } from '../fixtures/tree.ts'
import type { FindingCode } from '../src/reconciler/finding.ts'
import type { SharedLinksOptions } from './to-have-shared-links.ts'
import type { MatchTreeOptions } from './to-match-tree.ts'

/**
 * The matchers as methods of an assertion that return `R`. It is a separate interface because vitest's `Matchers` has
 * one type parameter in version 4 and two in version 5. It is written out, so that editors show each matcher's
 * documentation and the names of its arguments.
 */
export interface SharedLinksAssertions<R> {
  /**
   * Passes when every home has every shared link, and every shared target is a directory. The received value is the
   * path of a shared root, which means the three default links; a list of shared links; or a world.
   *
   * @param homes the absolute path of one home, or a list; with `.not` they must exist. Default, for a world: its homes.
   * @param options `equality`: `exact` (the default) if a link's text must be the target, `resolved` if it must lead there.
   * @example expect('/home/ubuntu').toHaveSharedLinks(['/home/ubuntu/.claude-compte1', '/home/ubuntu/.claude-compte2'])
   */
  toHaveSharedLinks(homes?: string | readonly string[], options?: SharedLinksOptions): R

  /**
   * Passes when each name leads from every received home to one and the same directory, wherever that is. The received
   * value is a list of two homes or more, which must exist with `.not`, or a world.
   *
   * @param names one name, or a list.
   * @example expect(['/srv/a/.claude', '/srv/b/.claude']).toShareState(['projects', 'session-env'])
   */
  toShareState(names: string | readonly string[]): R

  /**
   * Passes when the received path is a symlink whose own text is exactly `target`, byte for byte. It does not follow
   * the link: the target may be missing.
   *
   * @example expect('/home/ubuntu/.claude-compte1/projects').toLinkTo('/home/ubuntu/.claude-projects-shared')
   */
  toLinkTo(target: string): R

  /**
   * Passes when the received path leads, through any number of symlinks, to the same entry as `target`, which may go
   * through symlinks too.
   *
   * @param target an absolute path.
   * @example expect('/home/ubuntu/.claude-compte1/projects').toResolveTo('/home/ubuntu/.claude-projects-shared')
   */
  toResolveTo(target: string): R

  /**
   * Passes when the received root, a path or a world, holds the described tree: types, bytes, link texts, and modes
   * where they are given. An entry that is described as `absent` must be missing.
   *
   * @param tree the expected tree; `{root}` in a link's text is the received root.
   * @param options `extra`: whether the root may hold entries that are not described. Default: false.
   * @example
   * expect(w).toMatchTree({
   *   '.claude-compte1': dir({ projects: linkTo('{root}/.claude-projects-shared') }),
   *   '.claude-projects-shared': dir({ 'a.jsonl': file('{"type":"user"}\n') }),
   * })
   */
  toMatchTree(tree: Tree, options?: MatchTreeOptions): R

  /**
   * Passes when nothing in the received root, a path or a world, has been lost since a snapshot: the bytes of every
   * file still exist, every file that could be read through a link still can be, and no empty directory, dangling link,
   * FIFO or socket is gone. An entry that was moved, altered or appended to is not lost.
   *
   * @param before an earlier snapshot of the same root.
   * @example
   * const before = w.snapshot()
   * ensureForAccounts(w.homes, w.required)
   * expect(w).toKeepAll(before)
   */
  toKeepAll(before: Snapshot): R

  /**
   * Passes when nothing in the received root, a path or a world, has changed since a snapshot: no entry is new, and
   * none is appended to, recreated, altered, moved, merged or lost.
   *
   * @param before an earlier snapshot of the same root.
   * @example
   * const before = w.snapshot()
   * plan(w.homes, w.required)
   * expect(w).toBeUntouchedSince(before)
   */
  toBeUntouchedSince(before: Snapshot): R

  /**
   * Passes when calling the received function throws an error whose findings have exactly these codes, each any number
   * of times: a `SharedLinksError`, or any other error with `findings[].code`. For async code, pass the function or its
   * promise with `.rejects`. The received value may also be the error itself.
   *
   * @param code a finding code, such as `blocked-link`.
   * @example
   * expect(() => ensureForAccounts(w.homes, w.required)).toRefuse('blocked-link')
   * await expect(async () => ensureForAccounts(w.homes, w.required)).rejects.toRefuse('blocked-link')
   */
  toRefuse(code: FindingCode, ...more: FindingCode[]): R
}

declare global {
  namespace Chai {
    interface Assertion extends SharedLinksAssertions<void> {}
  }
}
