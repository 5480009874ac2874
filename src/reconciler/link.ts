import { type Failed, type Found, lstat, readlink, type Script, stat, symlink } from './call.ts'
import { isSomebodyElse, KEPT_CHANGING, LOOKS, type Obstacle, thereAt, unreadable } from './directory.ts'

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
  | 'left'
  | { readonly home: Obstacle }
  | { readonly link: Obstacle }

/** Sees to one link of one home: makes it where nothing stands, and refuses whatever else stands there. */
export function* ensureLink(task: LinkTask): Script<LinkOutcome> {
  const { path, target } = task
  for (let look = 0; look < LOOKS; look += 1) {
    const read = yield* readlink(path)
    if ('text' in read)
      return (yield* isRight(task, read.text)) ? 'right' : { link: yield* divergent(task, read.text) }
    if (read.errno === 'EINVAL') {
      const own = yield* lstat(path)
      if ('errno' in own && own.errno !== 'ENOENT') return { link: unreadable(path, 'link', own.errno) }
      if ('errno' in own || own.kind === 'symlink') continue
      return { link: { code: 'blocked-link', role: 'link', path, there: { kind: own.kind } } }
    }
    const inTheWay = yield* task.ensureHome()
    if (inTheWay !== null) return { home: inTheWay }
    if (read.errno === 'ENOTDIR') continue
    if (read.errno !== 'ENOENT') return { link: unreadable(path, 'link', read.errno) }
    if (!task.targetIsReady) return 'left'
    const failed = yield* symlink(target, path)
    if (failed === null) return 'made'
    if (!isSomebodyElse(failed)) {
      return {
        link: { code: 'not-created', role: 'link', path, there: { kind: 'nothing' }, cause: failed.errno },
      }
    }
  }
  return { link: unreadable(path, 'link', KEPT_CHANGING) }
}

function* isRight({ path, target, targetIsReady, equality }: LinkTask, text: string): Script<boolean> {
  if (text === target) return true
  if (equality === 'exact' || !targetIsReady) return false
  return isSame(yield* stat(path), yield* stat(target))
}

function isSame(a: Found | Failed, b: Found | Failed): boolean {
  return 'id' in a && 'id' in b && a.kind === 'directory' && a.id === b.id
}

function* divergent({ path }: LinkTask, text: string): Script<Obstacle> {
  const there = yield* thereAt(path, yield* stat(path))
  return {
    code: 'divergent-link',
    role: 'link',
    path,
    there: there.kind === 'symlink' ? there : { kind: 'symlink', text, leadsTo: 'unknown' },
  }
}
