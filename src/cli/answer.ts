/** Receives a verb's exit code: 0 all is right, 1 something is wrong, 2 a subject has no answer. */
export type Answer = (code: 0 | 1 | 2) => void
