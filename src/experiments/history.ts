import { closeSync, constants, mkdirSync, openSync, symlinkSync, unlinkSync, writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deployment } from '../../fixtures/deployment.ts'
import { fromBytes, toPath } from '../../fixtures/disk/bytes.ts'
import { joined, nameOf, parentOf } from '../../fixtures/disk/flat-tree.ts'
import type { Snapshot, SnapshotEntry } from '../../fixtures/snapshot.ts'
import type { Action, WorldSpec } from '../../fixtures/states/world-spec.ts'
import { resolve } from '../damage/resolve.ts'
import { isChange } from '../observation/step.ts'
import { orNull } from '../subjects/or-null.ts'
import type { Job, Subject } from '../subjects/subject.ts'

/** A world on disk, as far as its history needs it. */
interface HistoricWorld {
  readonly root: string
  readonly jobFor: (deployment: Deployment) => Job
  readonly snapshot: () => Snapshot
}

/**
 * Replays the history of a world.
 *
 * @returns the paths of what is the subject's own afterwards: entries that it made, other than what holds data that it
 * found. It may change and remove them as it likes.
 */
export async function replayHistory(
  subject: Subject,
  built: HistoricWorld,
  { deployment, history = [] }: WorldSpec,
): Promise<ReadonlySet<string>> {
  if (history.length === 0) return new Set()
  const trees = [built.snapshot()]
  const made = new Set<string>()
  let now = trees[0]
  for (const event of history) {
    const before = now
    if ('path' in event)
      for (const path of orNull(() => act(event.did, event.path, built)) ?? []) made.add(path)
    else if (event.did === 'run') await subject.run(built.jobFor(deployment))
    else await runUntil(subject, built.jobFor(deployment), event.beforeChange)
    now = built.snapshot()
    if ('path' in event) trees.push(now)
    else if (isDated(before, now)) await sleep(1000 - (Date.now() % 1000))
  }
  return ownPaths(trees, made, now)
}

/**
 * Returns whether a run made a name with a time in it. The next run then has to come in another second: otherwise it would
 * depend on the machine whether two names are the same.
 */
function isDated(before: Snapshot | undefined, { entries }: Snapshot): boolean {
  return [...entries.keys()].some(path => before?.entries.has(path) === false && /\d{6}/.test(nameOf(path)))
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

function ownPaths(
  trees: readonly Snapshot[],
  made: ReadonlySet<string>,
  now: Snapshot | undefined,
): ReadonlySet<string> {
  const [start] = trees
  const data = new Set(trees.flatMap(({ entries }) => [...entries.values()].flatMap(contentOf)))
  const holdsData = (entry: SnapshotEntry) =>
    contentOf(entry).some(text => [...data].some(one => text.includes(one)))
  const isOwn = (path: string, entry: SnapshotEntry) =>
    start?.entries.has(path) !== true && !made.has(path) && !holdsData(entry)
  return new Set([...(now?.entries ?? [])].flatMap(([path, entry]) => (isOwn(path, entry) ? [path] : [])))
}

/** Returns a file's content, to be looked up; none for an empty file, which is no copy of another. */
function contentOf({ content }: SnapshotEntry): string[] {
  return content === undefined || content.length === 0 ? [] : [fromBytes(content)]
}

/** Another name may lead out of the world. */
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW

/**
 * Does on disk what an agent or an operator did. Links are resolved in the snapshot: on this side of a mount, they may
 * lead out of the world.
 *
 * @returns the paths of what it made.
 */
function act(action: Action, path: string, { root, snapshot }: HistoricWorld): string[] {
  const tree = snapshot()
  const own = resolve(tree, path, false)
  const at = own.leads === 'there' ? own.path : own.leads === 'nowhere' ? own.whole : null
  if (at === null || tree.entries.get(parentOf(at))?.type !== 'dir') return []
  const onDisk = (one: string) => toPath(`${root}/${one}`)
  const isLink = tree.entries.get(at)?.type === 'link'
  const write = (one: string) => {
    const fd = openSync(onDisk(one), APPEND, 0o644)
    try {
      writeSync(fd, `written since, at ${one}\n`)
    } finally {
      closeSync(fd)
    }
    return one
  }
  if (action === 'worked') {
    const end = resolve(tree, path)
    const isDirectory = end.leads === 'there' && end.entry.type === 'dir'
    return isDirectory ? [write(`${end.path}/since.jsonl`)] : []
  }
  if (isLink) unlinkSync(onDisk(at))
  const isFree = isLink || !tree.entries.has(at)
  switch (action) {
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
      else if (tree.entries.get(elsewhere)?.type !== 'dir') return []
      symlinkSync(toPath(`${tree.seenAs}/${elsewhere}`), onDisk(at))
      return [at, elsewhere, write(`${elsewhere}/since.jsonl`)]
    }
  }
}
