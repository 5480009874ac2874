import { DEFAULT_DEPLOYMENT, type Deployment } from '../../fixtures/deployment.ts'
import { tempDir } from '../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../src/experiments/harness.ts'
import { judge } from '../../src/gate/judge.ts'
import type { JudgeReport, LawResult } from '../../src/gate/judge-report.ts'
import { type JudgedWorlds, judgeWorlds } from '../../src/gate/judge-worlds.ts'
import { worldsFor } from '../../src/gate/search/worlds.ts'
import { shrink } from '../../src/gate/shrink/shrink.ts'
import { lawWithId } from '../../src/laws/index.ts'
import type { Subject } from '../../src/subjects/subject.ts'
import { BROKEN } from './broken.ts'
import { hunt, type Kill, subjectOf } from './hunt.ts'
import { RIGHT } from './right.ts'
import type { Broken, Specimen } from './specimen.ts'
import { writeTable } from './tables.ts'

// Measures every specimen of the zoo and writes the tables of README.md anew: `npm run zoo [-- SEEDS [RIGHT [NAME]]]`. The
// broken ones are hunted with so many seeds (10), the right ones judged with so many (as many). With a name, only those
// whose file holds it are measured, and nothing is written. It takes an hour.

const [seeds = '10', rightSeeds = seeds, only = ''] = process.argv.slice(2)
const SEEDS = upTo(seeds)
const RIGHT_SEEDS = upTo(rightSeeds)

const chosen = <B extends Specimen>(specimens: readonly B[]) =>
  specimens.filter(({ file }) => file.includes(only))

const broken: string[][] = []
for (const specimen of chosen(BROKEN)) broken.push(shown(await brokenRow(specimen)))
const right: string[][] = []
for (const specimen of chosen(RIGHT)) right.push(shown(await rightRow(specimen)))

if (only === '') {
  writeTable(
    'broken',
    [
      ...['file', 'what it does', 'after', 'dies of', `worlds, of ${SEEDS.length} seeds`],
      ...['runs under trouble', 'entries', 'seconds'],
    ],
    broken,
  )
  writeTable(
    'right',
    [
      ...['file', 'what it does', 'level', 'warnings'],
      ...[`accused of, over ${RIGHT_SEEDS.length} seeds`, 'worlds', 'seconds'],
    ],
    right,
  )
}

async function brokenRow(specimen: Broken): Promise<string[]> {
  const { name, file, after, dies, deployment = DEFAULT_DEPLOYMENT } = specimen
  const kills: (Kill | null)[] = []
  const entries: number[] = []
  for (const seed of SEEDS) {
    const subject = await subjectOf(specimen)
    const kill = await hunt(subject, dies, seed, { deployment })
    kills.push(kill)
    if (kill !== null) entries.push(await entriesOf(subject, specimen, kill))
  }
  const died = kills.filter(kill => kill !== null)
  const lived = kills.length - died.length
  return [
    `[${file}](${file})`,
    name,
    after ?? '',
    lived === 0 ? `\`${dies}\`` : `\`${dies}\`, but lived under ${lived} of ${kills.length} seeds`,
    String(median(died.map(({ worlds }) => worlds))),
    String(median(died.map(({ runs }) => runs)) || ''),
    String(median(entries)),
    median(died.map(({ seconds }) => seconds)).toFixed(1),
  ]
}

/** How many entries the smallest world has in which it still dies. */
async function entriesOf(subject: Subject, { dies }: Broken, { found }: Kill): Promise<number> {
  await using temp = await tempDir()
  const harness = harnessFor(temp, subject, { equality: null, allow: new Map() })
  return (await shrink(lawWithId(dies), found, harness, { onTry: () => {}, isTimeUp: () => false })).spec.tree
    .size
}

/** The first seed is judged whole; of each other one, what a seed changes: the worlds that are drawn at random. */
async function rightRow(specimen: (typeof RIGHT)[number]): Promise<string[]> {
  const { name, file, level, warnings, deployment = DEFAULT_DEPLOYMENT } = specimen
  const accused = new Set<string>()
  const [first = 1, ...others] = RIGHT_SEEDS
  const whole = await judged(await subjectOf(specimen), deployment, first)
  let worlds = whole.worlds
  accuse(whole.laws)
  for (const seed of others) {
    const random = await judgedAtRandom(await subjectOf(specimen), deployment, seed)
    worlds += random.worlds
    accuse(random.laws)
  }
  return [
    `[${file}](${file})`,
    name,
    level,
    warnings.map(id => `\`${id}\``).join(', '),
    [...accused].join(', ') || 'nothing',
    String(worlds),
    whole.seconds.toFixed(0),
  ]

  function accuse(laws: readonly LawResult[]): void {
    for (const { id, verdict } of laws) if (verdict === 'broken' && !warnings.includes(id)) accused.add(id)
  }
}

function judged(subject: Subject, deployment: Deployment, seed: number): Promise<JudgeReport> {
  return judge(subject, { deployment, level: 'complete', seed })
}

async function judgedAtRandom(subject: Subject, deployment: Deployment, seed: number): Promise<JudgedWorlds> {
  await using temp = await tempDir()
  const specs = worldsFor(subject, { deployment, numRuns: null, seed, sample: null })
  return await judgeWorlds(
    harnessFor(temp, subject, { equality: null, allow: new Map() }),
    specs.filter(({ kind }) => kind === 'random'),
    { level: 'complete', laws: [], waivers: new Map(), seed, onProgress: () => {} },
  )
}

function upTo(count: string): number[] {
  if (!/^[1-9]\d*$/.test(count))
    throw new Error(`${JSON.stringify(count)} is no number of seeds: npm run zoo -- 10`)
  return Array.from({ length: Number(count) }, (_, i) => i + 1)
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}

/** The same row, which is printed on its way: all of them take a while. */
function shown(row: string[]): string[] {
  process.stderr.write(`${row.join(' | ')}\n`)
  return row
}
