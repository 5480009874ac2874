import type { AnyLawId } from '../../laws/index.ts'
import type { LossKind, Violation } from '../../laws/law.ts'
import { worstFirst } from '../../laws/worst-first.ts'
import type { Tally } from './tally.ts'

/** A law that is broken, and how. */
export interface NewViolation {
  readonly law: AnyLawId
  readonly violation: Violation
}

/** Notices when a law is broken for the first time, or worse than before. */
export class NewViolations {
  readonly #worst = new Map<AnyLawId, LossKind | undefined>()

  /** Returns what is new since the last call. A law about time is left out: it accuses nobody before a second run. */
  among(tallies: readonly Tally[]): NewViolation[] {
    return tallies.flatMap(({ law, cases }) => {
      const [worst] = cases
      if (worst === undefined || law.isAboutTime === true) return []
      const { violation } = worst
      if (this.#worst.has(law.id) && worstFirst(violation.kind, this.#worst.get(law.id)) >= 0) return []
      this.#worst.set(law.id, violation.kind)
      return [{ law: law.id, violation }]
    })
  }
}
