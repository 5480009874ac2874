import * as v from 'valibot'
import type { SharedLink } from '../../../fixtures/deployment.ts'
import { schemaIssues } from '../../gate/schema-issues.ts'
import { RUNS, SEED, TIMEOUT } from '../flag-values.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Judges what a config holds. Paths and ids are judged later, together with those of the flags.
 *
 * @throws UsageError that lists all that is wrong, each with the path of its key.
 */
export function judgedConfig(content: unknown, place: string): Config {
  const result = v.safeParse(CONFIG, content)
  if (result.success) return result.output
  throw new UsageError(schemaIssues(result.issues), `${place} is wrong:`)
}

const TEXTS = v.array(v.string())

const LINK_LIST = v.array(closed({ name: v.string(), target: v.string() }))

const LINK_TABLE = v.pipe(
  // valibot leaves these out of a record without a word.
  v.custom<object>(
    table =>
      isTable(table) && !['constructor', 'prototype', '__proto__'].some(name => Object.hasOwn(table, name)),
    'expected a table of names and targets, or a list of { name, target } (which any name can be in)',
  ),
  v.record(v.string(), v.string()),
  v.transform(table => Object.entries(table).map(([name, target]): SharedLink => ({ name, target }))),
)

const LINKS = v.lazy(input => (Array.isArray(input) ? LINK_LIST : LINK_TABLE))

const EQUALITY = v.picklist(['exact', 'resolved'])

const GATE = closed({
  command: v.optional(v.pipe(TEXTS, v.minLength(1, 'expected at least one word'))),
  homes: v.optional(TEXTS),
  links: v.optional(LINKS),
  level: v.optional(v.picklist(['safe', 'tidy', 'complete'])),
  runs: v.optional(whole(RUNS)),
  seed: v.optional(whole(SEED)),
  laws: v.optional(TEXTS),
  waive: v.optional(
    v.pipe(
      v.custom<object>(isTable, 'expected a table of law ids and reasons'),
      v.record(v.string(), v.string()),
    ),
  ),
  allow: v.optional(TEXTS),
  stub: v.optional(TEXTS),
  equality: v.optional(EQUALITY),
  mount: v.optional(v.string()),
  sandbox: v.optional(v.picklist(['auto', 'bwrap', 'unshare', 'none'])),
  network: v.optional(v.boolean()),
  requireAll: v.optional(v.boolean()),
  timeout: v.optional(
    v.pipe(
      v.number(),
      v.gtValue(TIMEOUT.above, `expected a number of seconds above ${TIMEOUT.above}`),
      v.maxValue(TIMEOUT.max, `expected a number of seconds up to ${TIMEOUT.max}`),
    ),
  ),
})

const CONFIG = closed({
  homes: v.optional(TEXTS),
  links: v.optional(LINKS),
  sharedRoot: v.optional(v.string()),
  equality: v.optional(EQUALITY),
  gate: v.optional(GATE),
})

/** What a config says. */
export type Config = v.InferOutput<typeof CONFIG>
/** What it says of the gate. */
export type GateConfig = v.InferOutput<typeof GATE>

/** An object without other keys, each of which is a problem of its own (valibot's strictObject stops at the first). */
function closed<T extends v.ObjectEntries>(entries: T) {
  const message = `there is no such key; there are ${Object.keys(entries).join(', ')}`
  return v.pipe(
    v.custom<object>(isTable, 'expected an object'),
    v.looseObject(entries),
    v.rawCheck(({ dataset, addIssue }) => {
      const input: unknown = dataset.value
      if (!isTable(input)) return
      for (const [key, value] of Object.entries(input)) {
        if (Object.hasOwn(entries, key)) continue
        addIssue({ message, path: [{ type: 'object', origin: 'value', input: { ...input }, key, value }] })
      }
    }),
  )
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function whole({ min, max }: { readonly min: number; readonly max: number }) {
  const message = `expected a whole number from ${min} to ${max}`
  return v.pipe(v.number(), v.integer(message), v.minValue(min, message), v.maxValue(max, message))
}
