import type { Outcome } from '../outcome.ts'

/** How bad an outcome is. */
export type Tone = 'loss' | 'lie' | 'change' | 'good' | 'refusal' | 'failure'

/** How an outcome is shown. */
export interface Mark {
  /** One character, which no other outcome has: the colour is never the only sign. */
  readonly sign: string
  readonly tone: Tone
  /** Says in a few words what happened. */
  readonly says: string
}

/** How each outcome is shown. */
export const MARKS: Readonly<Record<Outcome, Mark>> = {
  destroyed: { sign: 'X', tone: 'loss', says: "a file's bytes are nowhere any more" },
  orphaned: { sign: 'O', tone: 'loss', says: 'a file can no longer be read at its path' },
  lied: { sign: '!', tone: 'lie', says: 'success was reported, but a link is not right' },
  strayed: { sign: '+', tone: 'change', says: 'something new that nobody asked for' },
  moved: { sign: '>', tone: 'change', says: 'an entry was moved, or merged into another' },
  touched: { sign: '~', tone: 'change', says: 'an entry was changed or replaced, no data lost' },
  linked: { sign: '✓', tone: 'good', says: 'success, and the link is right now' },
  'already-right': { sign: '=', tone: 'good', says: 'success, and the link was right before' },
  refused: { sign: '-', tone: 'refusal', says: 'failure, and no entry was changed' },
  'gave-up': { sign: '?', tone: 'failure', says: 'failure with nothing in the way, or no end' },
}
