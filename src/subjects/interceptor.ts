import type { Step } from '../observation/step.ts'

/** What is to become of a step: it is done, it fails with an errno name, or the whole run is killed before it. */
export type Decision = 'continue' | 'kill' | { readonly errno: string }

/** Is asked before each step of a run, which waits for the answer, and may look at the world and act in it. */
export type Interceptor = (step: Step) => Decision | Promise<Decision>
