/** Receives a verb's exit code: 0 all is right, 1 something is wrong. */
export type Answer = (code: 0 | 1) => void
