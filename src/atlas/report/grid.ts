import { HOME_STATES, HOMES_WITH_ENTRIES } from '../../../fixtures/states/home-states.ts'
import { STATES_OF } from '../../../fixtures/states/state-choice.ts'
import type { SmallState } from '../../../fixtures/states/world-spec.ts'
import type { Atlas } from '../atlas.ts'
import { type Cell, keyOf, type StateIds } from '../cell.ts'

/** The cells of one atlas in a block: by row, and by column. A state that cannot exist has no cell. */
export type Panel = readonly (readonly (Cell | undefined)[])[]

/** Rows of states, and a panel for each atlas. */
export interface Block {
  readonly title: string
  /** The label of each row: the state of the link; where no home has entries, the state of the home. */
  readonly labels: readonly string[]
  readonly panels: readonly Panel[]
}

/** The blocks of some atlases, all with the same columns. */
export interface Grid {
  /** The states of the target. */
  readonly columns: readonly string[]
  /** A block for each state of a home that can hold entries. */
  readonly withEntries: readonly Block[]
  /** The other states of the home, one a row. */
  readonly withoutEntries: Block
}

/** Arranges the cells of atlases in blocks by the state of the home, so that the atlases can be compared. */
export function gridOf(atlases: readonly Atlas[]): Grid {
  const present = (part: keyof SmallState, ...tables: readonly object[]) => {
    const found = new Set<string>(atlases.flatMap(({ cells }) => cells.map(cell => cell[part])))
    return Object.keys(Object.assign({}, ...tables)).filter(id => found.has(id))
  }
  const { directory, file } = STATES_OF
  const columns = present('target', directory.targets, file.targets)
  const links = present('link', directory.links, file.links)
  const homes = present('home', HOME_STATES)
  const holdsEntries = (home: string) => HOMES_WITH_ENTRIES.some(one => one === home)
  const indexes = atlases.map(({ cells }) => new Map(cells.map(cell => [keyOf(cell), cell])))
  const panels = (rows: readonly Omit<StateIds, 'target'>[]) =>
    indexes.map(index => rows.map(row => columns.map(target => index.get(keyOf({ ...row, target })))))
  const others = homes.filter(home => !holdsEntries(home))
  return {
    columns,
    withEntries: homes.filter(holdsEntries).map(home => ({
      title: `home: ${home}`,
      labels: links,
      panels: panels(links.map(link => ({ home, link }))),
    })),
    withoutEntries: {
      title: 'other homes',
      labels: others.map(home => `home: ${home}`),
      panels: panels(others.map(home => ({ home, link: 'absent' }))),
    },
  }
}

/** Joins blocks that show the same outcomes, for a picture that shows no more than those. */
export function joined(blocks: readonly Block[]): Block[] {
  const byOutcomes = new Map<string, Block>()
  for (const block of blocks) {
    const key = JSON.stringify(block.panels, (_, value) =>
      'outcome' in Object(value) ? value.outcome : value,
    )
    const alike = byOutcomes.get(key)
    byOutcomes.set(
      key,
      alike === undefined
        ? block
        : { ...alike, title: `${alike.title} or ${block.title.slice('home: '.length)}` },
    )
  }
  return [...byOutcomes.values()]
}
