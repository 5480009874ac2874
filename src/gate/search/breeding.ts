import { CHANGE_NAMES, changed, FILE_CHANGE_NAMES } from '../../../fixtures/states/changes.ts'
import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { featuresOf, mostTelling, type TriedWorld } from './tried-world.ts'

/** The most worlds of the first generation to breed from. */
const PARENTS = 12
/** The share of the worlds that the first generation gets: the rest is for what the subject does anew in its children. */
const FIRST_SHARE = 0.7
/** The most entries of a world to breed from: a change is hard to see in a larger one. */
const MOST_ENTRIES = 24

/** Breeds worlds in generations: children of the worlds that show most, then children of children that show more. */
export class Breeding {
  readonly #known = new Set<string>()
  readonly #tried = new Set<string>()
  #left: number
  #parents: readonly TriedWorld[]
  #share: number
  readonly #changes: readonly string[]

  /**
   * @param tried the small states, which are the first generation.
   * @param most the number of worlds to breed.
   * @param part the index of this part of a search, from 0: each part begins with other changes.
   */
  constructor(tried: readonly TriedWorld[], most: number, part = 0) {
    const small = tried.filter(({ spec }) => spec.kind === undefined && spec.tree.size <= MOST_ENTRIES)
    const captured = tried.filter(({ spec }) => spec.kind === 'captured')
    const parents = mostTelling(small, PARENTS)
    // Where something is in the way already, a subject refuses whatever else a change may bring.
    const isClear = ({ world }: TriedWorld) => world === 'clear'
    // A change that has no place in any of the most telling worlds may have one in another.
    const others = small.filter(one => !parents.includes(one))
    this.#parents = [
      ...captured,
      ...parents.filter(isClear),
      ...parents.filter(one => !isClear(one)),
      ...others,
    ]
    this.#left = most
    const hasFiles = tried.some(({ spec }) => spec.deployment.links.some(({ kind }) => kind === 'file'))
    const names = hasFiles ? [...FILE_CHANGE_NAMES, ...CHANGE_NAMES] : CHANGE_NAMES
    // Each change is made once, if there is room.
    const hasRoom = most > names.length
    this.#share = Math.max(Math.ceil(most * FIRST_SHARE), hasRoom ? names.length : 0)
    const first = (part * this.#share) % names.length
    this.#changes = [...names.slice(first), ...names.slice(0, first)]
    for (const world of tried) for (const feature of featuresOf(world)) this.#known.add(feature)
  }

  /** Returns the next generation; empty where there is none. Each change is made once before any is made again. */
  next(): WorldSpec[] {
    const children: WorldSpec[] = []
    const most = Math.min(this.#share, this.#left)
    const queues = this.#changes.map(name => ({ name, parents: [...this.#parents] }))
    while (children.length < most && queues.some(({ parents }) => parents.length > 0)) {
      for (const { name, parents } of queues) {
        if (children.length >= most) break
        const child = this.#childOf(name, parents)
        if (child !== null) children.push(child)
      }
    }
    this.#left -= children.length
    this.#share = this.#left
    return children
  }

  /** Takes what a subject did in a generation: the next one is bred from the worlds with something new. */
  take(generation: readonly TriedWorld[]): void {
    this.#parents = generation.filter(world => {
      const fresh = featuresOf(world).filter(feature => !this.#known.has(feature))
      for (const feature of fresh) this.#known.add(feature)
      return fresh.length > 0
    })
  }

  /** Returns the first new child by a change; the parents that were asked leave the list. */
  #childOf(name: string, parents: TriedWorld[]): WorldSpec | null {
    for (let parent = parents.shift(); parent !== undefined; parent = parents.shift()) {
      const child = changed(parent.spec, name)
      const key =
        child === null ? '' : JSON.stringify([child.deployment, [...child.tree].sort(), child.history])
      if (child === null || this.#tried.has(key)) continue
      this.#tried.add(key)
      return child
    }
    return null
  }
}
