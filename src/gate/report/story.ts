import { printable } from '../../../fixtures/text/printable.ts'
import { goneLines } from '../../laws/keeps-live-writes.ts'
import type { DisturbedRun, Event } from '../../observation/disturbed-run.ts'
import type { Moment } from '../../observation/run.ts'

/** How many lines a story has at most: what lies far from the trouble is left out. */
const LIMIT = 40
/**
 * How many of them follow the last trouble: by then the harm is done, or was there to be done. As many come before a run
 * that was held goes on.
 */
const AFTER = 8
/** How many calls in a row that only look are told one by one. */
const FEW = 3

/** A disturbed run as numbered calls, with what struck between them. */
export function storyOf(disturbed: DisturbedRun): string[] {
  const { reports } = disturbed
  const isRace = reports.length > 1
  const lines = groupsOf(withGoneLines(disturbed), isRace)
  const first = lines.findIndex(line => line.includes(STRUCK))
  const near = lines.findLastIndex((line, i) => line.includes(STRUCK) && i < first + LIMIT - AFTER)
  const end = first === -1 ? LIMIT : near + 1 + AFTER
  const from = Math.max(0, end - LIMIT)
  // What a run was held for may be long, and the harm is done when it goes on.
  const goesOn = isRace ? lines.findLastIndex(line => line.includes(STRUCK)) : -1
  const later = Math.max(end, goesOn - AFTER)
  const last = Math.max(end, goesOn + 1 + AFTER)
  return [
    ...(from > 0 ? ['      (and more before)'] : []),
    ...lines.slice(from, end),
    ...(later > end ? ['      (and more between)'] : []),
    ...lines.slice(later, last),
    ...(last < lines.length ? ['      (and more after)'] : []),
  ]
}

/** The changes of an undisturbed run up to the moment that shows what is wrong. */
export function storyOfMoment(moments: readonly Moment[], moment: number): string[] {
  const events = moments.slice(0, moment + 1).map(({ next }): Event => ({ step: next, run: 0, failed: null }))
  const before = events.slice(0, -1)
  const lines = groupsOf([...before, { struck: 'the moment that is shown' }, ...events.slice(-1)], false)
  return lines.length <= LIMIT ? lines : ['      (and more before)', ...lines.slice(-LIMIT)]
}

const STRUCK = '==>'

/** The story of agents is that of the lines that they lost. */
function withGoneLines(disturbed: DisturbedRun): Event[] {
  const gone = goneLines(disturbed)
  const told = (after: number) => {
    const here = gone.filter(line => line.after === after)
    const first = new Map(here.toReversed().map(line => [line.path, line]))
    return [...first.values()].toReversed().map(({ number, path, through }) => {
      const last = here.findLast(line => line.path === path)?.number ?? number
      const which = last === number ? `line ${number}` : `lines ${number} to ${last}`
      const [was, is] = last === number ? ['was', 'is'] : ['were', 'are']
      return {
        struck: `${which} of \`${printable(path)}\` ${was} appended through ${through}, and ${is} gone`,
      }
    })
  }
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
