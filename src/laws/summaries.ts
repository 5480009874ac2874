import { LAWS as ALL, type LawId } from './index.ts'
import type { Level } from './law.ts'

/** A law as the reports name it. */
export interface LawSummary {
  readonly id: LawId
  readonly level: Level
  /** The property that must hold, as one sentence. */
  readonly says: string
}

/**
 * Every law, the gravest first.
 *
 * @example const safe = LAWS.filter(({ level }) => level === 'safe').map(({ id }) => id)
 */
export const LAWS: readonly LawSummary[] = ALL.map(({ id, level, says }) => ({ id, level, says }))
