import { tempDir } from '../../fixtures/temp/temp-dir.ts'
import { buildWorld } from '../experiments/built-world.ts'
import type { Harness } from '../experiments/harness.ts'
import type { LawResult } from './judge-report.ts'

/** Builds each smallest failing world, runs the subject in it, and leaves it on disk. Returns a note for each. */
export async function keepWorlds(
  harness: Harness,
  laws: readonly Pick<LawResult, 'id' | 'counterexample'>[],
): Promise<string[]> {
  const notes: string[] = []
  for (const { id, counterexample } of laws) {
    if (counterexample === null) continue
    const temp = await tempDir()
    temp.keep()
    const { deployment } = counterexample.spec
    const built = await buildWorld({ ...harness, temp }, counterexample.spec)
    await harness.subject.run(built.jobFor(deployment))
    notes.push(`the world that breaks ${id} is kept in ${built.root}`)
  }
  return notes
}
