import { createHash } from 'node:crypto'
import { namesIn } from '../../../fixtures/disk/names.ts'
import type { Run } from '../../observation/run.ts'
import type { Baseline } from '../baseline.ts'
import type { ReusableWorld } from '../reusable-world.ts'

/** Runs a subject undisturbed on what a disturbed run left; null where it has been run on such a state before. */
export async function rerun(
  reusable: ReusableWorld,
  { rerunOn }: Baseline,
  { after }: Run,
): Promise<Run | null> {
  const hash = createHash('sha1')
  for (const [path, { type, mode, text, content }] of after.entries) {
    hash.update(JSON.stringify([path, type, mode, text?.replaceAll(after.seenAs, '{root}'), content?.length]))
    if (content !== undefined) hash.update(content)
  }
  // A lock or a note that was left outside of the world counts too.
  hash.update(JSON.stringify(namesIn(reusable.job().temp).filter(name => !name.startsWith('request'))))
  const state = hash.digest('base64')
  if (rerunOn.has(state)) return null
  rerunOn.add(state)
  return await reusable.run()
}
