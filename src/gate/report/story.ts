import { printable } from '../../../fixtures/text/printable.ts'
import { lostLines } from '../../laws/keeps-live-writes.ts'
import type { DisturbedRun, Event } from '../../observation/disturbed-run.ts'
import type { Moment } from '../../observation/run.ts'
import { stretchesOf } from '../shrink/stretches.ts'

/** The most lines of a story. Those far from the trouble are omitted. */
const MOST_LINES = 40
/**
 * How many of them follow the last trouble: by then the damage is done, or is sure to come. As many come before the point
 * where a paused run continues.
 */
const LINES_AFTER = 8
/** The most read-only calls in a row that each get a line. */
const MOST_LOOKS = 3

const NOTE = '==>'
const EARLIER = '      (earlier calls omitted)'

/** Returns a disturbed run as numbered calls, with the trouble among them. */
export function storyOf(disturbed: DisturbedRun): string[] {
  const isRace = disturbed.reports.length > 1
  const lines = linesOf(withLostLines(disturbed), isRace)
  const first = lines.findIndex(line => line.includes(NOTE))
  const near = lines.findLastIndex((line, i) => line.includes(NOTE) && i < first + MOST_LINES - LINES_AFTER)
  const end = first === -1 ? MOST_LINES : near + 1 + LINES_AFTER
  const from = Math.max(0, end - MOST_LINES)
  // The other run may be long, and the damage follows when the paused run continues.
  const continues = isRace ? lines.findLastIndex(line => line.includes(NOTE)) : -1
  const later = Math.max(end, continues - LINES_AFTER)
  const last = Math.max(end, continues + 1 + LINES_AFTER)
  return [
    ...(from > 0 ? [EARLIER] : []),
    ...lines.slice(from, end),
    ...(later > end ? ['      (calls omitted)'] : []),
    ...lines.slice(later, last),
    ...(last < lines.length ? ['      (later calls omitted)'] : []),
  ]
}

/** Returns the changes of an undisturbed run up to the moment that shows the violation. */
export function storyOfMoment(moments: readonly Moment[], moment: number): string[] {
  const events = moments.slice(0, moment + 1).map(({ next }): Event => ({ step: next, run: 0, failed: null }))
  const note = { note: 'the picture shows the world at this moment' }
  const lines = linesOf([...events.slice(0, -1), note, ...events.slice(-1)], false)
  return lines.length <= MOST_LINES ? lines : [EARLIER, ...lines.slice(-MOST_LINES)]
}

/** Adds a note on each agent's lost lines at the point where it appended them. */
function withLostLines(disturbed: DisturbedRun): Event[] {
  const lost = lostLines(disturbed)
  const notesAt = (eventsBefore: number) => {
    const here = lost.filter(line => line.eventsBefore === eventsBefore)
    const first = new Map(here.toReversed().map(line => [line.path, line]))
    return [...first.values()].toReversed().map(({ number, path, through }) => {
      const last = here.findLast(line => line.path === path)?.number ?? number
      const which = last === number ? `line ${number}` : `lines ${number} to ${last}`
      const [was, is] = last === number ? ['was', 'is'] : ['were', 'are']
      return { note: `${which} of \`${printable(path)}\` ${was} appended through ${through}, and ${is} gone` }
    })
  }
  return [
    ...disturbed.events.flatMap((event, i) => [...notesAt(i), event]),
    ...notesAt(disturbed.events.length),
  ]
}

/** Returns a line for each event. Of many read-only calls in a row, only the first and the last get one. */
function linesOf(events: readonly Event[], isRace: boolean): string[] {
  let number = 0
  const lines = events.map(event => {
    if (!('step' in event)) return { text: `  ${NOTE} ${event.note}`, looker: null }
    number += 1
    const isLook = event.step.kind === 'look' && event.failed === null
    return { text: lineOf(event, number, isRace), looker: isLook ? event.run : null }
  })
  return stretchesOf(lines, ({ looker }) => looker).flatMap(stretch => {
    const texts = stretch.map(({ text }) => text)
    const hidden = texts.length - 2
    const areShown = stretch[0]?.looker === null || texts.length <= MOST_LOOKS
    return areShown ? texts : texts.toSpliced(1, hidden, `      ... ${hidden} more read-only calls`)
  })
}

type StepEvent = Extract<Event, { step: unknown }>

function lineOf({ step, run, failed }: StepEvent, number: number, isRace: boolean): string {
  const actors = [...(isRace ? [`run ${run + 1}`] : []), ...(step.by === '' ? [] : [printable(step.by)])]
  const by = actors.length === 0 ? '' : `${actors.join(', ')}: `
  const to = step.to === null ? '' : ` to ${printable(step.to)}`
  const failure = failed === null ? '' : `   ${NOTE} failed with ${failed}`
  return `${String(number).padStart(4)}  ${by}${step.call} ${printable(step.path)}${to}${failure}`
}
