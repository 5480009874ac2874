import * as v from 'valibot'
import { printable, printableLines } from '../../../fixtures/text/printable.ts'
import { LOSS_KINDS } from '../../laws/law.ts'
import { WORLD } from '../regressions-schema.ts'

// The text of a report is printed as it is: a file must not bring control characters into a terminal or a log.
const LINE = v.pipe(
  v.string(),
  v.check(text => printable(text) === text, 'expected one printable line'),
)
/** The schema of a text of several printable lines. */
export const LINES = v.pipe(
  v.string(),
  v.check(text => printableLines(text) === text, 'expected printable lines'),
)

/** The deepest entry of a picture. */
const DEEPEST = 4096
const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0))

const FATES = [
  ...(['kept', 'appended', 'recreated', 'altered', 'moved', 'merged', 'destroyed', 'orphaned'] as const),
  'trivial',
] as const

const LISTED = v.array(
  v.strictObject({
    path: v.string(),
    type: v.picklist(['file', 'dir', 'link', 'fifo', 'socket', 'device']),
    mode: LINE,
    size: v.exactOptional(COUNT),
    text: v.exactOptional(v.string()),
  }),
)

const BLAME = v.strictObject({
  call: LINE,
  path: LINE,
  to: v.nullable(LINE),
  process: v.nullable(LINE),
  line: v.nullable(v.strictObject({ file: v.nullable(LINE), number: COUNT, text: LINE })),
})

/** The schema of a counterexample, without its world and its trouble. */
const SHOWN = v.strictObject({
  summary: LINE,
  kind: v.nullable(v.picklist(LOSS_KINDS)),
  lines: v.array(
    v.strictObject({
      depth: v.pipe(COUNT, v.maxValue(DEEPEST)),
      label: LINE,
      fate: v.picklist([...FATES, 'required', 'stray', 'missing']),
      isDirectory: v.boolean(),
      now: v.nullable(LINE),
    }),
  ),
  history: v.array(LINE),
  since: v.nullable(LINE),
  before: LISTED,
  after: LISTED,
  unlisted: v.exactOptional(COUNT),
  fates: v.array(v.strictObject({ path: v.string(), fate: v.picklist(FATES) })),
  strays: v.array(v.string()),
  exit: v.nullable(v.number()),
  output: LINES,
  script: v.nullable(v.string()),
  fixture: LINES,
  story: v.nullable(v.array(LINE)),
  blame: v.nullable(BLAME),
})

/** The schema of a counterexample with its world and its trouble. */
export const CASE = v.strictObject({ world: WORLD, shown: SHOWN })
