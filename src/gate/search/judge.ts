import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { LawId } from '../../laws/index.ts'
import type { Law } from '../../laws/law.ts'
import type { Observation } from '../../observation/observation.ts'
import { Coverage } from './coverage.ts'
import { Tally } from './tally.ts'

/** Judges by each law what is seen in the worlds of one run, and keeps count of it. */
export class Judge {
  readonly laws: readonly Law<LawId>[]
  readonly reach = new Coverage()
  readonly #tallies: ReadonlyMap<LawId, Tally>
  readonly #onProgress: (line: string) => void

  constructor(laws: readonly Law<LawId>[], onProgress: (line: string) => void) {
    this.laws = laws
    this.#tallies = new Map(laws.map(({ id }) => [id, new Tally()]))
    this.#onProgress = onProgress
  }

  tallyOf({ id }: Law<LawId>): Tally {
    const tally = this.#tallies.get(id)
    if (tally === undefined) throw new Error(`${id} is not judged`)
    return tally
  }

  /** @param of the laws to judge; all unless given. */
  take(seen: Observation, spec: WorldSpec, at: number, of?: ReadonlySet<LawId>): void {
    if (seen.disturbed === undefined) this.reach.world(spec, seen)
    else this.reach.run(seen.disturbed)
    for (const law of this.laws)
      if (of === undefined || of.has(law.id)) this.tallyOf(law).take(law.judge(seen), seen, spec, at)
  }

  progress(line: string): void {
    const broken = this.laws.filter(law => this.tallyOf(law).broken.size > 0).map(({ id }) => id)
    this.#onProgress(broken.length === 0 ? line : `${line}, broken so far: ${broken.join(', ')}`)
  }
}
