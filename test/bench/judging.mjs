// What several sections ask of a run of `judge`.
import { LAWS } from '../../dist/src/laws/index.js'
import { count, ratio } from './measure.mjs'

export const UNDISTURBED = LAWS.filter(({ underTrouble }) => underTrouble === undefined).map(({ id }) => id)

/** Returns a listener for `onProgress`, and the share of the time since this call that each phase has taken. */
export function phases() {
  const spent = new Map()
  let phase = 'preflight'
  let since = performance.now()
  const note = next => {
    const now = performance.now()
    spent.set(phase, (spent.get(phase) ?? 0) + now - since)
    phase = next
    since = now
  }
  return {
    onProgress: line => note(line.replace(/\d+ of \d+ |, broken so far: .*/gu, '')),
    shares: () => {
      note('')
      const total = [...spent.values()].reduce((sum, time) => sum + time, 0)
      return shares(spent, 'phase', total)
    },
  }
}

/** Returns the share of the time that went into the runs that each law judges: a run that several laws judge counts for each. */
export function shareByLaw({ laws, seconds: total }) {
  return shares(new Map(laws.map(({ id, seconds }) => [id, seconds])), 'law', total)
}

/** Returns the runs under each kind of trouble, and the calls that were stopped for each world. */
export function effortRows({ laws, calls, worlds }) {
  const struck = new Map(laws.flatMap(({ troubled }) => Object.entries(troubled?.struck ?? {})))
  return [
    ...[...struck].map(([kind, runs]) => count(`runs under trouble: ${kind}`, runs)),
    ...Object.entries(calls ?? {}).map(([what, number]) =>
      count(`calls ${what} for each world`, number / worlds),
    ),
  ]
}

function shares(spent, what, total) {
  return [...spent]
    .filter(([, time]) => time / total >= 0.01)
    .sort(([, a], [, b]) => b - a)
    .map(([name, time]) => ratio(`share of the time, ${what}: ${name}`, time / total))
}
