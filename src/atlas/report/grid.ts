import { HOME_STATES, HOMES_WITH_ENTRIES } from '../../../fixtures/states/home-states.ts'
import { STATES_OF } from '../../../fixtures/states/state-choice.ts'
import type { SmallState } from '../../../fixtures/states/world-spec.ts'
import type { Atlas, Cell } from '../atlas.ts'

/** One panel of a picture: rows of states, and a column for each state of the target. */
export interface Panel {
  readonly title: string
  readonly rows: readonly Row[]
}

/** One row of a panel. */
export interface Row {
  /** The state of the link; of a home without entries, the state of the home. */
  readonly label: string
  /** The cell of each column; undefined where that state cannot exist. */
  readonly cells: readonly (Cell | undefined)[]
}

/** The panels of one atlas, all with the same columns. */
export interface Grid {
  /** The states of the target. */
  readonly columns: readonly string[]
  /** One panel for each state of a home that can hold entries. */
  readonly withEntries: readonly Panel[]
  /** The other states of the home, one a row. */
  readonly withoutEntries: Panel
}

/** Arranges the cells of an atlas in panels by the state of the home. */
export function gridOf({ place: { link }, cells }: Atlas): Grid {
  const { links, targets } = STATES_OF[link.kind ?? 'directory']
  const byState = new Map(cells.map(cell => [keyOf(cell), cell]))
  const present = (states: object, part: keyof SmallState) => {
    const found = new Set<string>(cells.map(cell => cell[part]))
    return Object.keys(states).filter(id => found.has(id))
  }
  const columns = present(targets, 'target')
  const homes = present(HOME_STATES, 'home')
  const holdsEntries = (home: string) => HOMES_WITH_ENTRIES.some(one => one === home)
  const row = (label: string, home: string, link: string): Row => ({
    label,
    cells: columns.map(target => byState.get(keyOf({ home, target, link }))),
  })
  return {
    columns,
    withEntries: homes.filter(holdsEntries).map(home => ({
      title: `home: ${home}`,
      rows: present(links, 'link').map(link => row(link, home, link)),
    })),
    withoutEntries: {
      title: 'other homes',
      rows: homes.filter(home => !holdsEntries(home)).map(home => row(`home: ${home}`, home, 'absent')),
    },
  }
}

function keyOf({ home, target, link }: { readonly [Part in keyof SmallState]: string }): string {
  return [home, target, link].join(' ')
}
