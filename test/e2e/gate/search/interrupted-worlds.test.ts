import { expect, test } from 'vitest'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../../../src/experiments/harness.ts'
import { search } from '../../../../src/gate/search/search.ts'
import type { Trial } from '../../../../src/gate/search/trial.ts'
import { crashSafe } from '../../../../src/laws/crash-safe.ts'
import type { Law } from '../../../../src/laws/law.ts'
import { raceSafe } from '../../../../src/laws/race-safe.ts'
import type { Interlude } from '../../../../src/observation/trouble.ts'
import { type PortProvision, port } from '../../../../src/subjects/port/port.ts'
import { ONE } from '../../../judging/gate.ts'
import { LIVE_DIRECTORY } from '../../../judging/trees.ts'
import { sweepsOldStages, truncatesItsNote } from '../../../reconcilers/broken-ports.ts'
import { refusesAll, renamesOverRight } from '../../../reconcilers/right-ports.ts'

const SPEC: WorldSpec = { deployment: ONE, tree: flatten(LIVE_DIRECTORY), rootName: PLAIN_ROOT }

/** The trials in one world of which a killed run is the history. */
async function afterKills(provision: PortProvision, laws: readonly Law[]): Promise<Trial[]> {
  await using temp = await tempDir()
  const harness = harnessFor(temp, port('killed', provision), { equality: null, allow: new Map() })
  const plan = {
    specs: [SPEC],
    laws,
    seed: 1,
    wants: () => true,
    onProgress: () => {},
  }
  const trials: Trial[] = []
  for await (const trial of search(harness, plan)) if (trial.spec.history !== undefined) trials.push(trial)
  return trials
}

test('a run that was killed is killed again where it has left something', async () => {
  const trials = await afterKills(truncatesItsNote, [crashSafe])
  const found = trials.flatMap(({ spec, ...trial }) => {
    if (trial.phase !== 'trouble' || trial.judged.trouble.kind !== 'crash') return []
    const [judgement = 'vacuous'] = trial.judged.judgements
    return typeof judgement === 'string' ? [] : [{ history: spec.history, says: judgement.summary }]
  })
  expect(found).toContainEqual({
    history: [{ did: 'killed-run', beforeChange: expect.any(Number) }],
    says: '`stage/only.jsonl` (14 bytes) was destroyed by the next run, after the run was killed before the write of `note`: the request does not mention `only.jsonl`',
  })
})

test('and it is raced there, with both runs paused before they remove something', async () => {
  const trials = await afterKills(truncatesItsNote, [crashSafe, raceSafe])
  const orders = trials.flatMap(trial =>
    trial.phase === 'trouble' && trial.judged.trouble.kind === 'race' ? [trial.judged.trouble.order] : [],
  )
  expect(new Set(orders.map(({ by }) => by))).toEqual(new Set(['holding']))
  expect(orders.some(order => 'other' in order)).toBe(true)
})

/** The law's findings in runs after a kill and an interlude. */
async function after(interlude: Interlude, provision: PortProvision): Promise<unknown[]> {
  await using temp = await tempDir()
  const harness = harnessFor(temp, port('killed', provision), { equality: null, allow: new Map() })
  const plan = { specs: [SPEC], laws: [crashSafe], seed: 1, wants: () => true, onProgress: () => {} }
  const found: unknown[] = []
  for await (const trial of search(harness, plan)) {
    if (trial.phase !== 'trouble') continue
    const { trouble } = trial.judged
    if (trouble.kind !== 'crash' || trouble.interlude !== interlude) continue
    const [judgement = 'vacuous'] = trial.judged.judgements
    found.push(typeof judgement === 'string' ? judgement : judgement.summary)
  }
  return found
}

test('an agent may write where the next run goes on with a removal', async () => {
  expect(await after('agents write', truncatesItsNote)).toEqual([
    'after the run was killed before the rmdir of `a/projects` and agents wrote, the next run lost a line that an agent had appended to `a/projects/live-1-1-open.jsonl`',
  ])
  expect(await after('agents write', refusesAll)).toEqual([])
})

test('a stage may be old when the next run comes', async () => {
  expect(await after('weeks pass', sweepsOldStages)).toEqual([
    '`a/projects/only.jsonl` (14 bytes) was destroyed by the next run, after the run was killed before the symlink of `a/projects` and weeks passed: `a/projects` was a directory',
    'held',
  ])
  expect(new Set(await after('weeks pass', truncatesItsNote))).toEqual(new Set(['held']))
  expect(await after('weeks pass', refusesAll)).toEqual([])
})

test.each([
  ['leaves nothing of its own', renamesOverRight],
  ['changes nothing', refusesAll],
])('one that %s is not killed again', async (_, provision) => {
  expect(await afterKills(provision, [crashSafe])).toEqual([])
})
