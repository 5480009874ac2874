import { mkdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import type { Deployment } from '../../fixtures/deployment.ts'
import { fromBytes, toPath } from '../../fixtures/disk/bytes.ts'
import { joined, nameOf, parentOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { Deed, WorldSpec } from '../../fixtures/states/world-spec.ts'
import { resolve } from '../damage/resolve.ts'
import { isChange } from '../observation/step.ts'
import type { Job, Subject } from '../subjects/subject.ts'

/** A world on disk, as far as its history needs it. */
interface PastWorld {
  readonly root: string
  readonly jobFor: (deployment: Deployment) => Job
  readonly snapshot: () => Snapshot
}

/**
 * Lets the history of a world happen.
 *
 * @returns the paths of what is the subject's own afterwards: entries that it made, other than copies of data that it
 * found. It may change and remove them as it likes.
 */
export async function livePast(
  subject: Subject,
  built: PastWorld,
  { deployment, history = [] }: WorldSpec,
): Promise<ReadonlySet<string>> {
  if (history.length === 0) return new Set()
  const trees = [built.snapshot()]
  const made = new Set<string>()
  for (const event of history) {
    if (event.did === 'run') await subject.run(built.jobFor(deployment))
    else if (event.did === 'killed-run') await runUntil(subject, built.jobFor(deployment), event.beforeChange)
    else {
      for (const path of doDeed(event.did, event.path, built)) made.add(path)
      trees.push(built.snapshot())
    }
  }
  return ownPaths(trees, made, built.snapshot())
}

/** Runs a subject, and kills it before one of its changes. */
async function runUntil(subject: Subject, job: Job, beforeChange: number): Promise<void> {
  let changes = 0
  await subject.runIntercepted(
    job,
    step => {
      if (isChange(step)) changes += 1
      return changes === beforeChange ? 'kill' : 'continue'
    },
    { intercept: 'changes' },
  )
}

function ownPaths(trees: readonly Snapshot[], made: ReadonlySet<string>, now: Snapshot): ReadonlySet<string> {
  const [start] = trees
  const data = new Set(trees.flatMap(({ entries }) => [...entries.values()].flatMap(contentOf)))
  const isOwn = (path: string, entry: SnapshotEntry) =>
    start?.entries.has(path) !== true && !made.has(path) && !contentOf(entry).some(one => data.has(one))
  return new Set([...now.entries].flatMap(([path, entry]) => (isOwn(path, entry) ? [path] : [])))
}

/** Returns a file's content, to be looked up; none for an empty file, which is no copy of another. */
function contentOf({ content }: SnapshotEntry): string[] {
  return content === undefined || content.length === 0 ? [] : [fromBytes(content)]
}

/**
 * Does on disk what an agent or an operator did. Links are resolved in the snapshot: on this side of a mount, they may
 * lead out of the world.
 *
 * @returns the paths of what it made.
 */
function doDeed(deed: Deed, path: string, { root, snapshot }: PastWorld): string[] {
  const tree = snapshot()
  const own = resolve(tree, path, false)
  const at = own.leads === 'there' ? own.path : own.leads === 'nowhere' ? own.whole : null
  if (at === null || tree.entries.get(parentOf(at))?.type !== 'dir') return []
  const onDisk = (one: string) => toPath(`${root}/${one}`)
  const isLink = tree.entries.get(at)?.type === 'link'
  const write = (one: string) => {
    writeFileSync(onDisk(one), `written since, at ${one}\n`, { flag: 'a' })
    return one
  }
  if (deed === 'worked') {
    const end = resolve(tree, path)
    const isDirectory = end.leads === 'there' && end.entry.type === 'dir'
    return isDirectory ? [write(`${end.path}/since.jsonl`)] : []
  }
  if (isLink) unlinkSync(onDisk(at))
  const isFree = isLink || !tree.entries.has(at)
  switch (deed) {
    case 'removed':
      return []
    case 'replaced':
      return isFree ? [write(at)] : []
    case 'remade':
      if (isFree) mkdirSync(onDisk(at))
      return isFree || tree.entries.get(at)?.type === 'dir' ? [write(`${at}/since.jsonl`)] : []
    case 'retargeted': {
      if (!isFree) return []
      const elsewhere = joined(parentOf(parentOf(at)), `${nameOf(at)}-elsewhere`)
      if (!tree.entries.has(elsewhere)) mkdirSync(onDisk(elsewhere))
      symlinkSync(toPath(`${tree.seenAs}/${elsewhere}`), onDisk(at))
      return [at, elsewhere, write(`${elsewhere}/since.jsonl`)]
    }
  }
}
