import type { Failed } from './call.ts'
import { type Found, isAbsence, isChange, lstat, readlink, type Script, stat, symlink } from './call.ts'
import { LOOKS, notMade, type Obstacle, symlinkThere, unreadable } from './directory.ts'

/** When a link counts as right: its text is the target, or it leads to the same directory. */
export type Equality = 'exact' | 'resolved'

export interface LinkTask {
  /** Where the link belongs. */
  readonly path: string
  readonly target: string
  /** Whether the target is a directory: to anything else no link is made. */
  readonly targetIsReady: boolean
  readonly equality: Equality
  /** Sees to the home. Asked only where no link can be read, so that a right one costs one call. */
  readonly ensureHome: () => Script<Obstacle | null>
}

export type LinkOutcome =
  | 'right'
  | 'made'
  /** Nothing stands there, and nothing was made, since its target is not ready. */
  | 'left'
  | { readonly home: Obstacle }
  | { readonly link: Obstacle }

/** Sees to one link of one home: makes it where nothing stands, and refuses whatever else stands there. */
export function* ensureLink(task: LinkTask): Script<LinkOutcome> {
  const { path, target } = task
  let failed: Failed | null = null
  for (let look = 0; look < LOOKS; look += 1) {
    const read = yield* readlink(path)
    if ('text' in read) return yield* judgeText(task, read.text)
    if (read.errno === 'EINVAL') {
      const own = yield* lstat(path)
      if ('errno' in own && !isAbsence(own)) return { link: unreadable(path, 'link', own) }
      if ('errno' in own || own.kind === 'symlink') continue
      return { link: { code: 'blocked-link', role: 'link', path, there: { kind: own.kind } } }
    }
    const inTheWay = yield* task.ensureHome()
    if (inTheWay !== null) return { home: inTheWay }
    if (!isAbsence(read)) return { link: unreadable(path, 'link', read) }
    // The home was no directory when the link was looked for, and is one now.
    if (read.errno !== 'ENOENT') continue
    if (!task.targetIsReady) return 'left'
    failed = yield* symlink(target, path)
    if (failed === null) return 'made'
    if (!isChange(failed)) break
  }
  return { link: notMade(path, 'link', failed) }
}

function* judgeText(task: LinkTask, text: string): Script<LinkOutcome> {
  const { path, target, targetIsReady, equality } = task
  if (text === target) return 'right'
  const led = yield* stat(path)
  if (equality === 'resolved' && targetIsReady) {
    const goal = yield* stat(target)
    for (const seen of [led, goal]) {
      if ('errno' in seen && !isAbsence(seen)) return { link: unreadable(path, 'link', seen) }
    }
    if (isSame(led, goal)) return 'right'
  }
  return { link: { code: 'divergent-link', role: 'link', path, there: symlinkThere(text, led) } }
}

function isSame(a: Found | Failed, b: Found | Failed): boolean {
  return 'id' in a && 'id' in b && a.kind === 'directory' && a.id === b.id
}
