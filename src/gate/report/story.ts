import { parentOf } from '../../../fixtures/disk/flat-tree.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { lostLines } from '../../laws/keeps-live-writes.ts'
import type { AgentLine, DisturbedRun, Event } from '../../observation/disturbed-run.ts'
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
/** The most changes alike in a row that each get a line. */
const MOST_ALIKE = 5

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

/** Adds a note on the first and the last lost line of each agent, at the point where it appended them. */
function withLostLines(disturbed: DisturbedRun): Event[] {
  const linesOfPath = new Map<string, AgentLine[]>()
  for (const line of lostLines(disturbed))
    linesOfPath.set(line.path, [...(linesOfPath.get(line.path) ?? []), line])
  const notesAt = (eventsBefore: number) =>
    [...linesOfPath.values()].flatMap(lines =>
      [...new Set([0, lines.length - 1])]
        .filter(i => lines[i]?.eventsBefore === eventsBefore)
        .map(i => ({ note: noteOn(lines, i) })),
    )
  return [
    ...disturbed.events.flatMap((event, i) => [...notesAt(i), event]),
    ...notesAt(disturbed.events.length),
  ]
}

/** Words a note on one lost line of an agent. That on the last line counts those before it. */
function noteOn(lines: readonly AgentLine[], at: number): string {
  const { number, path, through } = lines[at] ?? {}
  const hidden = at < 2 ? '' : `, as ${at === 2 ? 'is 1 line' : `are ${at - 1} lines`} before it`
  return `line ${number} of \`${printable(path ?? '')}\` was appended through ${through}, and is gone${hidden}`
}

/**
 * Returns a line for each event. Of many read-only calls in a row, and of many changes alike, only the first and the last get
 * one.
 */
function linesOf(events: readonly Event[], isRace: boolean): string[] {
  let number = 0
  const lines = events.map(event => {
    if (!('step' in event)) return { text: `  ${NOTE} ${event.note}`, likeness: null }
    number += 1
    return { text: lineOf(event, number, isRace), likeness: likenessOf(event) }
  })
  return stretchesOf(lines, ({ likeness }) => likeness?.key ?? null).flatMap(stretch => {
    const texts = stretch.map(({ text }) => text)
    const hidden = texts.length - 2
    const likeness = stretch[0]?.likeness ?? null
    if (likeness === null || texts.length <= likeness.most) return texts
    return texts.toSpliced(1, hidden, `      ... ${hidden} more ${likeness.calls}`)
  })
}

type StepEvent = Extract<Event, { step: unknown }>

/**
 * Returns how a call is folded with others: read-only calls of one run, or the same change in one directory. The entries of
 * the root are homes and targets, and each is worth a line.
 */
function likenessOf({ step, run, failed }: StepEvent) {
  if (failed !== null) return null
  if (step.kind === 'look') return { key: `${run}`, most: MOST_LOOKS, calls: 'read-only calls' }
  const directory = parentOf(step.path)
  if (directory === '') return null
  const key = [run, step.by, step.call, directory].join('\0')
  return { key, most: MOST_ALIKE, calls: `calls of ${step.call} in the same directory` }
}

function lineOf({ step, run, failed }: StepEvent, number: number, isRace: boolean): string {
  const actors = [...(isRace ? [`run ${run + 1}`] : []), ...(step.by === '' ? [] : [printable(step.by)])]
  const by = actors.length === 0 ? '' : `${actors.join(', ')}: `
  const to = step.to === null ? '' : ` to ${printable(step.to)}`
  const failure = failed === null ? '' : `   ${NOTE} failed with ${failed}`
  return `${String(number).padStart(4)}  ${by}${step.call} ${printable(step.path)}${to}${failure}`
}
