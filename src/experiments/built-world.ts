import { chownSync, lstatSync, mkdirSync } from 'node:fs'
import { type Deployment, requestIn } from '../../fixtures/deployment.ts'
import { build } from '../../fixtures/disk/build.ts'
import { toPath } from '../../fixtures/disk/bytes.ts'
import { namesIn } from '../../fixtures/disk/names.ts'
import { removeTree } from '../../fixtures/disk/remove.ts'
import { type Snapshot, snapshot } from '../../fixtures/snapshot.ts'
import { hasPermissions, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import type { Job } from '../subjects/subject.ts'
import { NOBODY } from '../subjects/user.ts'
import type { Harness } from './harness.ts'

/** A world on disk, for the runs of a harness's subject. */
export interface BuiltWorld {
  /** The directory that holds the root, and a directory for temporary files. */
  readonly box: string
  readonly root: string
  readonly jobFor: (deployment: Deployment) => Job
  readonly snapshot: () => Snapshot
  /** Removes the world and builds it again. */
  readonly rebuild: () => void
  /** Empties the directory for temporary files. */
  readonly clearTemp: () => void
  readonly remove: () => void
}

let count = 0

/** Builds a world on disk. */
export function buildWorld(harness: Harness, spec: WorldSpec): BuiltWorld {
  const { subject, temp } = harness
  count += 1
  const box = `${temp.path}/${count}`
  const root = `${box}/${spec.rootName}`
  const seenAs = subject.mount ?? root
  const user = subject.permissions === 'as-user' && hasPermissions(spec) ? NOBODY : null
  // Without a sandbox, a subject may have removed the root itself: an empty one then shows that all is lost.
  const ensureDirectories = () => {
    for (const path of [root, `${box}/tmp`]) {
      if (lstatSync(toPath(path), { throwIfNoEntry: false })?.isDirectory() === true) continue
      removeTree(path)
      mkdirSync(toPath(path), { recursive: true })
      if (user !== null) chownSync(toPath(path), user.uid, user.gid)
    }
  }
  const rebuild = () => {
    removeTree(root)
    ensureDirectories()
    build(root, spec.tree, {
      tempPath: temp.path,
      seenAs,
      ...(user === null ? {} : { owner: user }),
    })
  }
  rebuild()
  return {
    box,
    root,
    jobFor: deployment => {
      ensureDirectories()
      return { request: requestIn(seenAs, deployment), root, seenAs, temp: `${box}/tmp`, user }
    },
    snapshot: () => {
      ensureDirectories()
      return snapshot(root, { seenAs, unseal: true })
    },
    rebuild,
    clearTemp: () => {
      for (const name of namesIn(`${box}/tmp`)) removeTree(`${box}/tmp/${name}`)
    },
    remove: () => removeTree(box),
  }
}
