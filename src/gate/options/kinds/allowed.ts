import * as v from 'valibot'
import { expected } from '../../../../fixtures/schema/expected.ts'
import type { GivenPaths, GivenWaiver } from '../gate-config.ts'
import { isPlainTable } from '../schema/plain-table.ts'
import { waiverWith } from '../schema/waiver.ts'
import type { AllowedPaths, Waiver } from '../waivers.ts'
import { type Kind, repeated } from './kind.ts'

const GLOB = v.pipe(
  v.string(expected('a string')),
  v.check(glob => glob !== '' && !glob.startsWith('/'), expected("a glob relative to the world's root")),
)

const AS_LIST = v.pipe(
  v.array(GLOB, expected('a list of globs')),
  v.transform((globs): AllowedPaths => new Map(globs.map(glob => [glob, null]))),
)

const AS_TABLE = v.pipe(
  v.custom<Readonly<Record<string, GivenWaiver>>>(
    isPlainTable,
    expected('a list of globs, or a table of globs and reasons'),
  ),
  v.record(GLOB, waiverWith('the reason why the path is allowed')),
  v.transform((table): AllowedPaths => new Map<string, Waiver>(Object.entries(table))),
)

/** The kind of the paths that a command may write as it likes. Its flag gives globs without reasons. */
export const allowed: Kind<GivenPaths, AllowedPaths> = repeated({
  schema: v.lazy(
    (input: unknown): v.GenericSchema<GivenPaths, AllowedPaths> =>
      Array.isArray(input) ? AS_LIST : AS_TABLE,
  ),
  parse: text => text,
  join: globs => globs,
  write: all => [...all.keys()],
})
