import type { LinkKind } from '../../fixtures/deployment.ts'
import {
  type Failed,
  type Found,
  isAbsence,
  lstat,
  mayBeRace,
  type ReadLink,
  readlink,
  type Script,
  stat,
  symlink,
} from './call.ts'
import { MAX_LOOKS, notCreated, type Obstacle, symlinkThere, unreadable } from './look.ts'

/** The values of `Equality`. */
export const EQUALITIES = ['exact', 'resolved'] as const

/** When a link counts as right: `exact` if its text is the target, `resolved` if it leads to the same directory or file. */
export type Equality = (typeof EQUALITIES)[number]

/** One link of one home to ensure. */
export interface LinkTask {
  /** The link's path. */
  readonly path: string
  readonly target: string
  /** Whether the target should be a directory or a file. */
  readonly kind: LinkKind
  /** Whether the target is that. No link is made to anything else. */
  readonly targetIsReady: boolean
  readonly equality: Equality
  /** Ensures the home. Run only where no link can be read, so that a right link takes one call. */
  readonly ensureHome: () => Script<Obstacle | null>
}

/** The result for one link. An obstacle is at the link's path, or at its home's. */
export type LinkOutcome =
  | 'right'
  | 'made'
  /** The link is missing and was not made, because its target is not ready. */
  | 'skipped'
  | { readonly home: Obstacle }
  | { readonly link: Obstacle }

/** Returns whether `readlink` found a link with a text. */
export function isText(read: ReadLink, text: string): boolean {
  return 'text' in read && read.text === text
}

/**
 * Ensures one link of one home: makes a missing link, and refuses any other entry at its path.
 *
 * @param first the answer of `readlink`, which was just made at the link's path.
 */
export function* ensureLink(task: LinkTask, first: ReadLink): Script<LinkOutcome> {
  const { path, target } = task
  let failed: Failed | null = null
  for (let look = 0; look < MAX_LOOKS; look += 1) {
    const read = look === 0 ? first : yield* readlink(path)
    if (isText(read, target)) return 'right'
    if ('text' in read) return yield* compareText(task, read.text)
    if (read.errno === 'EINVAL') {
      const own = yield* lstat(path)
      if ('errno' in own && !isAbsence(own)) return { link: unreadable(path, 'link', own) }
      if ('errno' in own || own.kind === 'symlink') continue
      return { link: { code: 'blocked-link', role: 'link', path, there: { kind: own.kind } } }
    }
    const obstacle = yield* task.ensureHome()
    if (obstacle !== null) return { home: obstacle }
    if (!isAbsence(read)) return { link: unreadable(path, 'link', read) }
    // The home was not a directory at `readlink`, and is one now.
    if (read.errno !== 'ENOENT') continue
    if (!task.targetIsReady) return 'skipped'
    failed = yield* symlink(target, path)
    if (failed === null) return 'made'
    if (!mayBeRace(failed)) break
  }
  return { link: notCreated(path, 'link', failed) }
}

function* compareText(task: LinkTask, text: string): Script<LinkOutcome> {
  const { path, target, kind, targetIsReady, equality } = task
  const led = yield* stat(path)
  if (equality === 'resolved' && targetIsReady) {
    const wanted = yield* stat(target)
    for (const seen of [led, wanted]) {
      if ('errno' in seen && !isAbsence(seen)) return { link: unreadable(path, 'link', seen) }
    }
    if (isSame(led, wanted, kind)) return 'right'
  }
  return { link: { code: 'divergent-link', role: 'link', path, there: symlinkThere(text, led) } }
}

function isSame(a: Found | Failed, b: Found | Failed, kind: LinkKind): boolean {
  return 'id' in a && 'id' in b && a.kind === kind && a.id === b.id
}
