import type { Trouble } from '../../observation/trouble.ts'
import { stretchesOf } from './stretches.ts'

/**
 * Removes turns from a race for as long as it stays harmful. An order in which one run is interrupted once is easier to
 * follow than one in which the runs alternate. Other troubles are returned as they are.
 */
export async function fewerTurns(
  trouble: Trouble,
  isHarmful: (trouble: Trouble) => Promise<boolean>,
): Promise<Trouble> {
  if (trouble.kind !== 'race' || trouble.order.by !== 'turns') return trouble
  let least = stretchesOf(trouble.order.turns, run => run)
  for (let i = 0; i < least.length; ) {
    const fewer = least.filter((_, j) => j !== i)
    const isEnough = await isHarmful(withTurns(trouble, fewer))
    if (isEnough) least = fewer
    i = isEnough ? 0 : i + 1
  }
  return withTurns(trouble, least)
}

type Race = Extract<Trouble, { kind: 'race' }>

function withTurns(race: Race, stretches: readonly (readonly number[])[]): Race {
  return { ...race, order: { by: 'turns', turns: stretches.flat() } }
}
