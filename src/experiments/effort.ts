import type { Subject } from '../subjects/subject.ts'

/** How much to try with a subject. It depends on the cost of a run. */
export interface Effort {
  /** How long judging by all laws may take in a test suite, in seconds. The user may choose another time. */
  readonly judgingSeconds: number
  /** The number of worlds after every small state, bred and random. The user may choose another. */
  readonly furtherWorlds: number
  /** Whether to draw worlds around any small deployment, or around the one that the subject hard-codes. */
  readonly deployments: 'any small one' | 'its own'
  /** The number of worlds that a killed run left, in which to try trouble again. */
  readonly interruptedWorlds: number
  /** The number of follow-up worlds of one kind in one go. */
  readonly followUpWorlds: number
  /** The number of worlds to try under trouble. */
  readonly troubledWorlds: number
  /**
   * Whether to try every form of a trouble, before every step and in every world. Otherwise the forms take turns, only
   * changes are struck, and a step is struck once for each entry that can be at its path.
   */
  readonly isThorough: boolean
  /** The number of random orders in a race of two runs, and again of three. */
  readonly randomOrders: number
  /** The number of worlds in which races have random orders. */
  readonly worldsWithRandomOrders: number
}

const IN_PROCESS: Effort = {
  judgingSeconds: 300,
  furtherWorlds: 1100,
  deployments: 'any small one',
  interruptedWorlds: 8,
  followUpWorlds: 120,
  troubledWorlds: 120,
  isThorough: true,
  randomOrders: 6,
  worldsWithRandomOrders: Number.POSITIVE_INFINITY,
}

const EFFORTS: Readonly<Record<Subject['kind'], Effort>> = {
  script: { ...IN_PROCESS, troubledWorlds: Number.POSITIVE_INFINITY },
  'in-process': IN_PROCESS,
  command: {
    judgingSeconds: 1200,
    furtherWorlds: 120,
    deployments: 'its own',
    interruptedWorlds: 8,
    followUpWorlds: 30,
    troubledWorlds: 10,
    isThorough: false,
    randomOrders: 1,
    worldsWithRandomOrders: 3,
  },
}

/** Returns how much to try with a subject. */
export function effortFor({ kind }: Pick<Subject, 'kind'>): Effort {
  return EFFORTS[kind]
}
