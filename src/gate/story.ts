import { printable } from '../../fixtures/printable.ts'
import type { Disturbed, Event } from '../laws/disturbed.ts'
import { goneLines } from '../laws/keeps-live-writes.ts'

/** How many lines a story has at most: what lies far from the trouble is left out. */
const LIMIT = 40
/** How many of them follow the last trouble: by then the harm is done, or was there to be done. */
const AFTER = 6
/** How many calls in a row that only look are told one by one. */
const FEW = 3

/** A disturbed run as numbered calls, with what struck between them. */
export function storyOf(disturbed: Disturbed): string[] {
  const { reports } = disturbed
  const lines = groupsOf(withGoneLines(disturbed), reports.length > 1)
  const last = lines.findLastIndex(line => line.includes(STRUCK))
  const end = last === -1 ? Math.min(lines.length, LIMIT) : Math.min(lines.length, last + 1 + AFTER)
  const from = Math.max(0, end - LIMIT)
  return [
    ...(from > 0 ? ['      (and more before)'] : []),
    ...lines.slice(from, end),
    ...(end < lines.length ? ['      (and more after)'] : []),
  ]
}

const STRUCK = '==>'

/** The story of agents is that of the lines that they lost. */
function withGoneLines(disturbed: Disturbed): Event[] {
  const gone = goneLines(disturbed)
  const told = (after: number) =>
    gone
      .filter(line => line.after === after)
      .map(({ number, path, through }) => ({
        struck: `line ${number} of \`${printable(path)}\` was appended through ${through}, and is gone`,
      }))
  return [...disturbed.events.flatMap((event, i) => [...told(i), event]), ...told(disturbed.events.length)]
}

interface Numbered {
  readonly number: number
  readonly event: Extract<Event, { step: unknown }>
}

/** One line for each event; for many looks in a row there is one for all. */
function groupsOf(events: readonly Event[], isRace: boolean): string[] {
  const lines: string[] = []
  let looks: Numbered[] = []
  let number = 0
  const flush = () => {
    const [first] = looks
    const last = looks.at(-1)
    if (looks.length <= FEW) lines.push(...looks.map(look => lineOf(look, isRace)))
    else if (first !== undefined && last !== undefined)
      lines.push(lineOf(first, isRace), `      ... ${looks.length - 2} more looks`, lineOf(last, isRace))
    looks = []
  }
  for (const event of events) {
    if (!('step' in event)) {
      flush()
      lines.push(`  ${STRUCK} ${event.struck}`)
      continue
    }
    number += 1
    if (looks[0] !== undefined && looks[0].event.run !== event.run) flush()
    if (event.step.kind === 'look' && event.failed === null) {
      looks.push({ number, event })
      continue
    }
    flush()
    lines.push(lineOf({ number, event }, isRace))
  }
  flush()
  return lines
}

function lineOf({ number, event: { step, run, failed } }: Numbered, isRace: boolean): string {
  const who = [...(isRace ? [`run ${run + 1}`] : []), ...(step.by === '' ? [] : [printable(step.by)])]
  const by = who.length === 0 ? '' : `${who.join(', ')}: `
  const to = step.to === null ? '' : ` to ${printable(step.to)}`
  const failure = failed === null ? '' : `   ${STRUCK} failed with ${failed}`
  return `${String(number).padStart(4)}  ${by}${step.call} ${printable(step.path)}${to}${failure}`
}
