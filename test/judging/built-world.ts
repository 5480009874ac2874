import { mkdirSync } from 'node:fs'
import { DEFAULT_DEPLOYMENT, requestIn } from '../../fixtures/deployment.ts'
import { build } from '../../fixtures/disk/build.ts'
import { flatten } from '../../fixtures/disk/flat-tree.ts'
import { tempDir } from '../../fixtures/temp/temp-dir.ts'
import type { Tree } from '../../fixtures/tree.ts'
import type { Job } from '../../src/subjects/subject.ts'

/** A world on disk, and a job in it; removed when disposed of. */
export interface BuiltWorld extends AsyncDisposable {
  /** Holds `root` and `tmp`, the directory for temporary files, and nothing else. */
  readonly box: string
  readonly root: string
  readonly job: Job
}

/** Builds a world on disk, as an experiment does, and a job in it. */
export async function buildWorld(tree: Tree = {}, mount: string | null = null): Promise<BuiltWorld> {
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
