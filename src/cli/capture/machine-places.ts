import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import type { MachinePlace } from '../../gate/machines/machine-schema.ts'
import type { ValidRequest } from '../../reconciler/request/request.ts'

/** The most places outside the homes and targets. Links to further ones dangle in the record. */
const MOST_ELSEWHERE = 20

/** The places of a machine: its homes, its targets, and what links lead to elsewhere. */
export class MachinePlaces {
  readonly #known: readonly (readonly [path: string, place: MachinePlace])[]
  readonly #elsewhere: string[] = []

  constructor({ homes, required }: Pick<ValidRequest, 'homes' | 'required'>) {
    const all = [
      ...homes.map((path, i) => [path, { kind: 'home', number: i + 1 }] as const),
      ...required.map(({ target, name }) => [target, { kind: 'target', link: name }] as const),
    ]
    // The innermost place comes first.
    this.#known = all.toSorted(([a], [b]) => b.length - a.length)
  }

  /** The paths of the places elsewhere that were found so far. */
  get elsewhere(): readonly string[] {
    return this.#elsewhere.slice(0, MOST_ELSEWHERE)
  }

  /** Returns whether a path is a home or a target, which has a record of its own. */
  has(path: string): boolean {
    return this.#known.some(([root]) => root === path)
  }

  /** Returns the place that a path lies in, and the path of that place; a new place elsewhere where it lies in none. */
  at(path: string): readonly [root: string, place: MachinePlace] {
    const found = this.#known.find(([root]) => isWithin(path, root))
    if (found !== undefined) return found
    if (!this.#elsewhere.includes(path)) this.#elsewhere.push(path)
    const number = Math.min(this.#elsewhere.indexOf(path), MOST_ELSEWHERE) + 1
    return [path, { kind: 'elsewhere', number }]
  }
}
