import { mkdirSync } from 'node:fs'
import { DEFAULT_DEPLOYMENT, requestIn } from '../../fixtures/deployment.ts'
import { build } from '../../fixtures/disk/build.ts'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { tempDir } from '../../fixtures/temp.ts'
import type { Tree } from '../../fixtures/tree.ts'
import type { Job } from '../../src/subjects/subject.ts'

export interface Site extends AsyncDisposable {
  /** Holds the root and the directory for temporary files, and nothing else. */
  readonly box: string
  readonly root: string
  readonly job: Job
}

/** A world on disk, as an experiment builds it, and one job in it. */
export async function site(tree: Tree = {}, mount: string | null = null): Promise<Site> {
  const temp = await tempDir()
  const box = `${temp.path}/box`
  const root = `${box}/root`
  mkdirSync(root, { recursive: true })
  mkdirSync(`${box}/tmp`)
  const seenAs = mount ?? root
  build(root, flatten(tree), { tempPath: temp.path, seenAs })
  return {
    box,
    root,
    job: { request: requestIn(seenAs, DEFAULT_DEPLOYMENT), root, seenAs, temp: `${box}/tmp`, user: null },
    [Symbol.asyncDispose]: temp.remove,
  }
}
