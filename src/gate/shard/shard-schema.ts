import * as v from 'valibot'
import { LAW_IDS } from '../../laws/index.ts'
import { LEVELS, LOSS_KINDS } from '../../laws/law.ts'
import { CASE, LINES } from './case-schema.ts'
import { RECORD } from './record-lines.ts'

const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0))
const PART = v.pipe(COUNT, v.minValue(1))
const SECONDS = v.pipe(v.number(), v.minValue(0))
const LAW = v.picklist(LAW_IDS)

const SHARD_CASE = v.strictObject({
  law: LAW,
  kind: v.nullable(v.picklist(LOSS_KINDS)),
  rank: v.strictObject({
    isPlain: v.boolean(),
    isOfPlan: v.boolean(),
    size: v.number(),
    index: COUNT,
    at: v.pipe(v.array(COUNT), v.minLength(2), v.maxLength(4)),
  }),
  isOfRerun: v.boolean(),
  asWorst: v.nullable(CASE),
  asLesser: v.nullable(CASE),
})

const STOPS = v.variant('by', [
  v.strictObject({ by: v.picklist(['stages', 'seccomp']) }),
  v.strictObject({
    by: v.literal('none'),
    verdict: v.picklist(['not-applicable', 'not-tested']),
    why: LINES,
    detail: v.exactOptional(LINES),
  }),
])

/** The schema of the report of a shard, as `gate --json` prints it for one subject. */
export const SHARD_FILE = v.looseObject({
  version: v.literal(1),
  subject: v.string(),
  level: v.picklist(LEVELS),
  seed: v.number(),
  seconds: SECONDS,
  sandbox: v.picklist(['bwrap', 'unshare', 'none']),
  trace: v.picklist(['stages', 'seccomp', 'none']),
  calls: v.nullable(v.strictObject({ seen: COUNT, failed: COUNT, killed: COUNT, signalled: COUNT })),
  notes: v.array(LINES),
  laws: v.array(v.looseObject({ id: LAW, seconds: SECONDS })),
  shard: v.strictObject({
    index: PART,
    count: PART,
    version: v.string(),
    run: v.array(v.string()),
    plan: v.string(),
    subject: v.strictObject({ stops: STOPS, acceptsRequest: v.nullable(v.boolean()) }),
    numRuns: COUNT,
    remembered: v.array(LAW),
    records: v.array(RECORD),
    cases: v.array(SHARD_CASE),
  }),
})

/** A report of a shard that was read. */
export type ShardFile = v.InferOutput<typeof SHARD_FILE>
