import { DEFAULT_DEPLOYMENT, type Deployment } from '../../fixtures/deployment.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../src/experiments/harness.ts'
import { search } from '../../src/gate/search/search.ts'
import { worldsFor } from '../../src/gate/search/worlds.ts'
import { lawWithId } from '../../src/laws/index.ts'
import type { Law } from '../../src/laws/law.ts'
import { violationsOf } from '../../src/laws/worst-first.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { BROKEN } from './broken.ts'
import { subjectOf } from './hunt.ts'
import type { Broken } from './specimen.ts'
import { writeTable } from './tables.ts'

// Compares bred worlds with as many random ones: `npm run zoo:bred`. It tries both with every reconciler that breaks its
// law without trouble, and in none of the small states. It writes the table of docs/worlds.md anew, and takes half an hour.

const WORLDS = 80
const SEEDS = 10

const rows: string[][] = []
for (const specimen of BROKEN) {
  const row = await rowOf(specimen)
  if (row === null) continue
  process.stderr.write(`${row.join(' | ')}\n`)
  rows.push(row)
}
writeTable(
  'bred',
  [
    'file',
    `dies in bred world, of some ${WORLDS}`,
    `dies in random worlds, of ${SEEDS} seeds`,
    'in the median',
  ],
  rows,
)

/** Returns null for a specimen that dies under trouble, or in a small state. */
async function rowOf(specimen: Broken): Promise<string[] | null> {
  const law = lawWithId(specimen.dies)
  if (law.underTrouble !== undefined) return null
  const subject = await subjectOf(specimen)
  const { deployment = DEFAULT_DEPLOYMENT } = specimen
  const small = worlds(subject, deployment, 1, 0)
  const bred = await firstDeath(subject, law, small, WORLDS)
  if (bred === 'small') return null
  const random: number[] = []
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const drawn = worlds(subject, deployment, seed, 3 * WORLDS).filter(({ kind }) => kind === 'random')
    const death = await firstDeath(subject, law, drawn, 0)
    if (typeof death === 'number') random.push(death)
  }
  const median = random.toSorted((a, b) => a - b)[Math.floor((random.length - 1) / 2)]
  const { file } = specimen
  return [
    `[${file}](../test/zoo/${file})`,
    String(bred ?? 'none'),
    String(random.length),
    String(median ?? ''),
  ]
}

function worlds(subject: Subject, deployment: Deployment, seed: number, numRuns: number): WorldSpec[] {
  return worldsFor(subject, { deployment, numRuns, seed, sample: null })
}

/**
 * Returns the number of the first bred or random world in which a specimen dies, counted from 1; `small` where it dies in a
 * small state, and null where it never dies.
 */
async function firstDeath(
  subject: Subject,
  law: Law,
  specs: readonly WorldSpec[],
  bred: number,
): Promise<number | 'small' | null> {
  await using temp = await tempDir()
  const harness = harnessFor(temp, subject, { equality: null, allow: new Map() })
  const plan = { specs, bred, laws: [law], seed: 1, wants: () => false, onProgress: () => {} }
  let counted = 0
  for await (const trial of search(harness, plan)) {
    if (trial.phase !== 'world' && trial.phase !== 'bred') break
    const isCounted = trial.phase === 'bred' || trial.spec.kind === 'random'
    if (isCounted) counted += 1
    if (trial.judged.judgements.flatMap(violationsOf).length > 0) return isCounted ? counted : 'small'
  }
  return null
}
