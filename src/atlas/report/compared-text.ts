import { counted } from '../../../fixtures/text/plurals.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import type { NamedAtlas } from '../atlas.ts'
import type { Compared, Moved } from '../compared.ts'

/** Words what has changed since an earlier atlas: first the number of cells, then the cells, the worse ones first. */
export function comparedText({ name, compared }: NamedAtlas): string[] {
  if (compared === undefined) return []
  const groups = new Map<string, Moved[]>()
  for (const change of CHANGES) {
    for (const moved of compared.moved.filter(one => one.change === change)) {
      const key = `${change}: ${moved.before} -> ${moved.outcome}`
      groups.set(key, [...(groups.get(key) ?? []), moved])
    }
  }
  return [
    '',
    `${name === null ? '' : `${printable(name)}: `}since the earlier atlas, ${summaryOf(compared)}`,
    ...[...groups].flatMap(([key, all]) => [
      `  ${key}, in ${counted(all.length, 'state')}`,
      ...all
        .slice(0, MOST_LISTED)
        .map(({ home, target, link }) => `    home: ${home}, target: ${target}, link: ${link}`),
      ...(all.length > MOST_LISTED ? [`    and ${all.length - MOST_LISTED} more`] : []),
    ]),
  ]
}

const CHANGES: readonly Moved['change'][] = ['worse', 'better', 'other']

/** The number of states that are listed for one change. */
const MOST_LISTED = 5

function summaryOf({ moved, unmatched }: Compared): string {
  const count = (change: Moved['change']) => moved.filter(one => one.change === change).length
  const [worse, better, other] = [count('worse'), count('better'), count('other')]
  return [
    moved.length === 0
      ? 'no state has another outcome'
      : `${counted(worse, 'state')} worse, ${better} better`,
    ...(other === 0 ? [] : [`${other} as good as before`]),
    ...(unmatched === 0 ? [] : [`${counted(unmatched, 'state')} only in one of the two`]),
  ].join(', ')
}
