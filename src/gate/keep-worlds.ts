import { tempDir } from '../../fixtures/temp.ts'
import type { Lab } from '../experiments/lab.ts'
import { buildSite } from '../experiments/site.ts'
import type { LawResult } from './verdict.ts'

/** Leaves each smallest broken world on disk, as one run of the subject leaves it. Returns a note for each. */
export async function keepWorlds(lab: Lab, laws: readonly LawResult[]): Promise<string[]> {
  const notes: string[] = []
  for (const { id, counterexample } of laws) {
    if (counterexample === null) continue
    const temp = await tempDir()
    temp.keep()
    const { deployment } = counterexample.spec
    const site = buildSite({ ...lab, temp }, counterexample.spec)
    await lab.subject.run(site.jobFor(deployment))
    notes.push(`the world that breaks ${id} is kept in ${site.root}`)
  }
  return notes
}
