import * as v from 'valibot'
import { HOME_STATES } from '../../../fixtures/states/home-states.ts'
import { STATES_OF } from '../../../fixtures/states/state-choice.ts'
import { PLAIN_ROOT, type SmallState, type WorldSpec } from '../../../fixtures/states/world-spec.ts'
import type { Tried } from '../../experiments/troubles/try-troubles.ts'
import { type Judgement, type Law, LOSS_KINDS, type Violation } from '../../laws/law.ts'
import { violationsOf, worstOf } from '../../laws/worst-first.ts'
import { TROUBLE_KINDS } from '../../observation/trouble.ts'
import { type CountedTrial, isJudgedBy, type Trial, type TroubleForm } from '../search/trial.ts'
import { isOfRerun } from '../shrink/failing-case.ts'

/** The record of a trial in the report of a shard: the parts of it that are counted. */
export interface TrialRecord {
  readonly trial: CountedTrial
  /** Where the subject has run again after a disturbed run: on which state, and what the laws say without that. */
  readonly again: { readonly state: string; readonly without: readonly Judgement[] } | null
}

/** Writes the record of a trial as one line, which `RECORD` reads. */
export function lineOf(trial: Trial, laws: readonly Law[]): string {
  const at = trial.at.join('.')
  if (trial.phase === 'trouble-ended') {
    const { kind, missed, orders, seconds } = trial.tried
    return [at, 'ended', trial.index, kind, missed.join('.') || '-', orders, seconds.toFixed(3)].join(' ')
  }
  const { judgements, sighting } = trial.judged
  const marksOf = (isCounted: (violation: Violation) => boolean) =>
    laws
      .map((law, i) => (isJudgedBy(law, trial) ? mark(judgements[i] ?? 'vacuous', isCounted) : '-'))
      .join('')
  const rest = `${trial.index} ${marksOf(() => true)}`
  if (trial.phase === 'baseline') return `${at} baseline ${rest}`
  if (trial.phase === 'trouble') {
    const { trouble, rerunOn } = trial.judged
    const form = trouble.kind === 'fault' ? trouble.errno : trouble.kind === 'intrusion' ? trouble.makes : '-'
    const disturbed = sighting?.disturbed ?? null
    const again = rerunOn === null ? '- -' : `${rerunOn} ${marksOf(one => !isOfRerun(one, disturbed))}`
    return `${at} trouble ${rest} ${trouble.kind} ${form} ${again}`
  }
  const { home, target, link } = trial.spec.states ?? { home: '-', target: '-', link: '-' }
  const { tried, moments } = trial.judged
  return [at, 'world', rest, tried.world, tried.claim, moments, home, target, link].join(' ')
}

/**
 * Writes a judgement as one character: `-` where the law says nothing, `0` where it holds, and otherwise the kinds of its
 * violations as a hexadecimal digit, the sum of 1 (destroyed), 2 (orphaned), 4 (moved) and 8 (no data is lost).
 */
function mark(judgement: Judgement, isCounted: (violation: Violation) => boolean): string {
  if (judgement === 'vacuous') return '-'
  const kinds = new Set(
    violationsOf(judgement)
      .filter(isCounted)
      .map(({ kind }) => kind),
  )
  return KINDS.reduce((sum, kind, i) => sum + (kinds.has(kind) ? 1 << i : 0), 0).toString(16)
}

const KINDS = [...LOSS_KINDS, undefined] as const

function judgementOf(character: string): Judgement {
  if (character === '-') return 'vacuous'
  const sum = Number.parseInt(character, 16)
  const kinds = KINDS.filter((_, i) => (sum & (1 << i)) !== 0)
  const violations = kinds.map(kind => ({ summary: '', paths: [], ...(kind && { kind }) }))
  return worstOf(violations) ?? 'held'
}

const NUMBER = v.pipe(v.string(), v.regex(/^\d{1,9}$/u), v.transform(Number))
const SECONDS = v.pipe(v.string(), v.regex(/^\d{1,9}\.\d{3}$/u), v.transform(Number))
const NUMBERS = v.pipe(
  v.string(),
  v.regex(/^(?:\d{1,9}\.)*\d{1,9}$/u),
  v.transform(text => text.split('.').map(Number)),
)
const PLACES = v.union([
  v.pipe(
    v.literal('-'),
    v.transform((): number[] => []),
  ),
  NUMBERS,
])
const ORDERS = v.pipe(v.string(), v.regex(/^\d[\d.e+]{0,30}$/u), v.transform(Number), v.finite())
const JUDGEMENTS = v.pipe(
  v.string(),
  v.regex(/^[-0-9a-f]*$/u),
  v.transform(marks => [...marks].map(judgementOf)),
)
const KIND = v.picklist(TROUBLE_KINDS)
const ERRNO = v.pipe(v.string(), v.regex(/^[A-Z]{1,20}$/u))

const TARGETS = Object.values(STATES_OF).flatMap(({ targets }) => Object.keys(targets))
const LINKS = Object.values(STATES_OF).flatMap(({ links }) => Object.keys(links))
const STATE = (names: readonly string[]) => v.picklist(['-', ...names])

const AGAIN = [v.pipe(v.string(), v.regex(/^(?:-|[-\w]{27})$/u)), JUDGEMENTS] as const
const TROUBLE = [NUMBERS, v.literal('trouble'), NUMBER, JUDGEMENTS] as const

const FIELDS = v.union(
  [
    v.strictTuple([
      ...([NUMBERS, v.literal('world'), NUMBER, JUDGEMENTS] as const),
      ...([
        v.picklist(['clear', 'conflict', 'impossible']),
        v.picklist(['success', 'failure', 'killed', 'unended']),
        NUMBER,
      ] as const),
      ...([STATE(Object.keys(HOME_STATES)), STATE(TARGETS), STATE(LINKS)] as const),
    ]),
    v.strictTuple([NUMBERS, v.literal('baseline'), NUMBER, JUDGEMENTS]),
    v.strictTuple([...TROUBLE, v.literal('fault'), ERRNO, ...AGAIN]),
    v.strictTuple([...TROUBLE, v.literal('intrusion'), v.picklist(['file', 'directory', 'link']), ...AGAIN]),
    v.strictTuple([
      ...TROUBLE,
      v.picklist(['crash', 'signal', 'race', 'live-writes']),
      v.literal('-'),
      ...AGAIN,
    ]),
    v.strictTuple([NUMBERS, v.literal('ended'), NUMBER, KIND, PLACES, ORDERS, SECONDS]),
  ],
  'expected the record of a trial',
)

/** The schema of one line. */
export const RECORD = v.pipe(
  v.string(),
  v.transform(line => line.split(' ')),
  FIELDS,
  v.transform(
    (fields): TrialRecord => ({
      trial: trialOf(fields),
      again: fields[1] === 'trouble' ? againOf(fields) : null,
    }),
  ),
)

function trialOf(fields: v.InferOutput<typeof FIELDS>): CountedTrial {
  const [at, of, index] = fields
  switch (of) {
    case 'world': {
      const [, , , judgements, world, claim, moments, home, target, link] = fields
      // The schema has compared the names with the tables that the types come from.
      const states = home === '-' ? {} : { states: { home, target, link } as SmallState }
      const judged = { judgements, moments, sighting: 'in a report', tried: { world, claim } } as const
      return { phase: of, at, index, spec: { ...NOWHERE, ...states }, judged }
    }
    case 'baseline':
      return { phase: of, at, index, spec: NOWHERE, judged: judgedAs(fields[3]) }
    case 'trouble': {
      return {
        phase: of,
        at,
        index,
        spec: NOWHERE,
        judged: { ...judgedAs(fields[3]), trouble: formOf(fields) },
      }
    }
    case 'ended': {
      const [, , , kind, missed, orders, seconds] = fields
      const tried: Tried = { kind, struck: 0, missed, orders, seconds }
      return { phase: 'trouble-ended', at, index, spec: NOWHERE, tried }
    }
  }
}

/** A world of which only the report of a shard knows more. */
const NOWHERE: WorldSpec = { deployment: { homes: [], links: [] }, tree: new Map(), rootName: PLAIN_ROOT }

function judgedAs(judgements: readonly Judgement[]) {
  return { judgements, moments: 0, sighting: 'in a report' } as const
}

type Trouble = Extract<v.InferOutput<typeof FIELDS>, readonly [unknown, 'trouble', ...unknown[]]>

function againOf([, , , , , , state, without]: Trouble): TrialRecord['again'] {
  return state === '-' ? null : { state, without }
}

function formOf([, , , , kind, form]: Trouble): TroubleForm {
  if (kind === 'fault') return { kind, errno: form }
  return kind === 'intrusion' ? { kind, makes: form } : { kind }
}
