import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { type Deployment, linkPath } from '../../../fixtures/deployment.ts'
import { toPath } from '../../../fixtures/disk/bytes.ts'
import { joined, nameOf, parentOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Snapshot } from '../../../fixtures/snapshot.ts'
import type { Action } from '../../../fixtures/states/world-spec.ts'
import { resolve } from '../../damage/resolve.ts'

/** A world on disk, in which an agent or an operator acts. */
interface ActiveWorld {
  readonly root: string
  readonly deployment: Deployment
  readonly snapshot: () => Snapshot
}

/** Another name may lead out of the world. */
const APPEND = constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW

/**
 * Does on disk what an agent or an operator did. Links are resolved in the snapshot: on this side of a mount, they may
 * lead out of the world.
 *
 * @param index the number of events before it: no two write the same.
 * @returns the paths of what it made.
 */
export function act(
  { did: action, path }: { readonly did: Action; readonly path: string },
  index: number,
  { root, deployment, snapshot }: ActiveWorld,
): string[] {
  const tree = snapshot()
  const own = resolve(tree, path, false)
  const at = own.leads === 'there' ? own.path : own.leads === 'nowhere' ? own.whole : null
  if (at === null || tree.entries.get(parentOf(at))?.type !== 'dir') return []
  const onDisk = (one: string) => toPath(`${root}/${one}`)
  const isFileLink = isOfKindFile(path, deployment)
  const isLink = tree.entries.get(at)?.type === 'link'
  const write = (one: string) => {
    const fd = openSync(onDisk(one), APPEND, 0o644)
    try {
      writeSync(fd, `written after ${index} events, at ${one}\n`)
    } finally {
      closeSync(fd)
    }
    return one
  }
  const end = resolve(tree, path)
  const endsAt = (type: 'dir' | 'file') =>
    end.leads === 'there' && end.entry.type === type ? end.path : null
  if (action === 'worked') {
    if (isFileLink) return [endsAt('file') ?? []].flat().map(write)
    const directory = endsAt('dir')
    return directory === null ? [] : [write(`${directory}/since.jsonl`)]
  }
  if (action === 'saved') {
    const file = endsAt('file')
    if (file === null) return []
    const draft = `${at}.draft`
    const fd = openSync(onDisk(draft), APPEND | constants.O_EXCL, 0o644)
    writeSync(fd, readFileSync(onDisk(file)))
    closeSync(fd)
    write(draft)
    renameSync(onDisk(draft), onDisk(at))
    return [at]
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
      const wanted = isFileLink ? 'file' : 'dir'
      const there = tree.entries.get(elsewhere)?.type
      if (there !== undefined && there !== wanted) return []
      if (there === undefined && !isFileLink) mkdirSync(onDisk(elsewhere))
      symlinkSync(toPath(`${tree.seenAs}/${elsewhere}`), onDisk(at))
      return [at, elsewhere, write(isFileLink ? elsewhere : `${elsewhere}/since.jsonl`)]
    }
  }
}

function isOfKindFile(path: string, { homes, links }: Deployment): boolean {
  return links.some(({ name, kind }) => kind === 'file' && homes.some(home => linkPath(home, name) === path))
}
