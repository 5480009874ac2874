import type { Subject } from '../subjects/subject.ts'

/** How much is tried with a subject. What one run of it costs decides. */
export interface Effort {
  /** How many random worlds, where the user does not say. */
  readonly randomWorlds: number
  /** Whether worlds are drawn around any small deployment, or around the one that the subject has written into it. */
  readonly deployments: 'any small one' | 'its own'
  /** How many follow-up worlds of one sort at a time. */
  readonly followUpWorlds: number
  /** In how many worlds trouble is tried. */
  readonly troubledWorlds: number
  /**
   * Whether a trouble is tried in each of its forms, before every step and in every world. Otherwise it is tried in one
   * form after the other, before changes, and not again where the same entry exists at the same place.
   */
  readonly isThorough: boolean
  /** How many random orders of a race, for two runs and for three each, and in how many worlds. */
  readonly randomOrders: number
  readonly worldsWithRandomOrders: number
}

const IN_PROCESS: Effort = {
  randomWorlds: 1100,
  deployments: 'any small one',
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
    randomWorlds: 80,
    deployments: 'its own',
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
