import { chownSync, lstatSync, mkdirSync } from 'node:fs'
import { type Deployment, requestIn } from '../../fixtures/deployment.ts'
import { build } from '../../fixtures/disk/build.ts'
import { toPath } from '../../fixtures/disk/bytes.ts'
import { namesIn } from '../../fixtures/disk/names.ts'
import { removeTree } from '../../fixtures/disk/remove.ts'
import { givenTree, onTop } from '../../fixtures/given/given.ts'
import { type Snapshot, snapshot } from '../../fixtures/snapshot.ts'
import { hasPermissions, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import type { Job } from '../subjects/subject.ts'
import { NOBODY } from '../subjects/user.ts'
import { putOnTop } from './given/put-on-top.ts'
import { setUp } from './given/set-up.ts'
import type { Harness } from './harness.ts'
import { replayHistory, type Traces } from './history/replay-history.ts'

/** A world on disk, for the runs of a harness's subject. */
export interface BuiltWorld {
  /** The directory that holds the root, and a directory for temporary files. */
  readonly box: string
  readonly root: string
  readonly jobFor: (deployment: Deployment) => Job
  readonly snapshot: () => Snapshot
  /**
   * Returns whether to ignore changes to a path, relative to the root: the subject may write it as it likes, or has made it
   * for itself in the world's history.
   */
  readonly isIgnored: (path: string) => boolean
  /** Returns whether a path was there before the world's history; false in a world without one. */
  readonly isOriginal: (path: string) => boolean
  /** Returns whether the world's set-up or its history has left, or may have left, something outside the root. */
  readonly isOutside: () => boolean
  /** Returns whether the subject has left files of its own in the world's history, such as a ledger or a stamp. */
  readonly keepsState: () => boolean
  /** Removes the world, builds it again, and lets its history happen again. */
  readonly rebuild: () => Promise<void>
  /** Returns the names of what the subject has left in the directory for temporary files. */
  readonly leftInTemp: () => string[]
  /** Empties the directory for temporary files. */
  readonly clearTemp: () => void
  readonly remove: () => void
}

let count = 0

/** Builds a world on disk, and lets its history happen. */
export async function buildWorld(harness: Harness, spec: WorldSpec): Promise<BuiltWorld> {
  const { subject, temp, patience = 1 } = harness
  count += 1
  // All paths have the same length: programs may make other calls for longer ones.
  const box = `${temp.path}/${String(count).padStart(6, '0')}`
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
  const below = givenTree(harness.given, spec.deployment)
  const buildOptions = { tempPath: temp.path, seenAs, ...(user === null ? {} : { owner: user }) }
  let traces: Traces | null = null
  let wasSetUpInTemp = false
  let runs = 0
  const jobFor = (deployment: Deployment): Job => {
    ensureDirectories()
    const request = requestIn(seenAs, deployment)
    runs += 1
    const phase = traces?.hasRun ? { phase: 'again' as const } : {}
    return { request, root, seenAs, temp: `${box}/tmp`, user, patience, earlierRuns: runs - 1, ...phase }
  }
  const takeSnapshot = () => {
    ensureDirectories()
    return snapshot(root, { seenAs, unseal: true })
  }
  const rebuild = async () => {
    removeTree(root)
    ensureDirectories()
    traces = null
    const hasSetup = subject.invocation !== null && subject.invocation.setup !== null
    build(root, hasSetup ? below : onTop(below, spec.tree), buildOptions)
    if (hasSetup) {
      const left = await setUp(subject, jobFor(spec.deployment), takeSnapshot)
      putOnTop(root, left, spec.tree, buildOptions)
    }
    wasSetUpInTemp = leftInTemp().length > 0
    traces = await replayHistory(subject, { root, jobFor, snapshot: takeSnapshot }, spec)
  }
  // The request files are the harness's own.
  const leftInTemp = () => namesIn(`${box}/tmp`).filter(name => !name.startsWith('request'))
  await rebuild()
  return {
    ...{ box, root, jobFor, rebuild, leftInTemp, snapshot: takeSnapshot },
    isIgnored: path => harness.isAllowed(path) || traces?.own.has(path) === true,
    isOriginal: path => traces?.start.has(path) === true,
    keepsState: () => traces?.keepsState === true,
    isOutside: () => wasSetUpInTemp || (spec.history ?? []).length > 0,
    clearTemp: () => {
      for (const name of namesIn(`${box}/tmp`)) removeTree(`${box}/tmp/${name}`)
    },
    remove: () => removeTree(box),
  }
}
