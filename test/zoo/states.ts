import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { CHANGE_NAMES, STATE_PAST_NAMES } from '../../fixtures/states/changes.ts'
import { HOME_STATES } from '../../fixtures/states/home-states.ts'
import { LINK_STATES } from '../../fixtures/states/link-states.ts'
import { PARENT_DEPLOYMENT } from '../../fixtures/states/small-states.ts'
import { TARGET_STATES } from '../../fixtures/states/target-states.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../src/experiments/harness.ts'
import { search } from '../../src/gate/search/search.ts'
import { bredWorlds, worldsFor } from '../../src/gate/search/worlds.ts'
import { lawWithId } from '../../src/laws/index.ts'
import { violationsOf } from '../../src/laws/worst-first.ts'
import { BROKEN } from './broken.ts'
import { subjectOf } from './hunt.ts'
import type { Broken } from './specimen.ts'
import { writeTable } from './tables.ts'

// Measures which states and changes the broken ones need to die: every one that dies without trouble is tried in every
// world, and the table of states in docs/worlds.md is written anew: `npm run zoo:states`. Where trouble strikes is chosen by
// what a subject does, and not by states.

/** In which worlds something is: worlds can be of several kinds. */
function kindsOf({ states, deployment, rootName, kind, change }: WorldSpec): string[] {
  if (change !== undefined) return [`change: ${change}`]
  if (kind === 'random') return ['drawn at random']
  if (kind === 'name-taken') return ['a name is taken']
  if (kind === 'unrequested') return ['entries outside the request']
  if (kind === 'lived-in') return ['homes in use']
  if (rootName !== PLAIN_ROOT) return ["the root's name is odd"]
  if (states !== undefined)
    return [`home: ${states.home}`, `target: ${states.target}`, `link: ${states.link}`]
  if (deployment === PARENT_DEPLOYMENT) return ["a home's parent and a target's"]
  return ['two homes whose files collide']
}

const KINDS = [
  ...Object.keys(HOME_STATES).map(state => `home: ${state}`),
  ...Object.keys(TARGET_STATES).map(state => `target: ${state}`),
  ...Object.keys(LINK_STATES).map(state => `link: ${state}`),
  ...[
    "a home's parent and a target's",
    'two homes whose files collide',
    'homes in use',
    "the root's name is odd",
  ],
  ...[...CHANGE_NAMES, ...STATE_PAST_NAMES].map(name => `change: ${name}`),
  ...['drawn at random', 'a name is taken', 'entries outside the request'],
]

const dyingIn = new Map<string, string[]>(KINDS.map(kind => [kind, []]))
const onlyIn = new Map<string, string[]>(KINDS.map(kind => [kind, []]))
for (const specimen of BROKEN) {
  const deadly = await deadlyWorlds(specimen)
  if (deadly === null) continue
  const kinds = deadly.map(kindsOf)
  const [first = []] = kinds
  for (const kind of new Set(kinds.flat())) dyingIn.get(kind)?.push(specimen.file)
  for (const kind of first.filter(one => kinds.every(others => others.includes(one))))
    onlyIn.get(kind)?.push(specimen.file)
  process.stderr.write(`${specimen.file}: dies in ${deadly.length} worlds\n`)
}
writeTable(
  'states',
  ['worlds', 'broken ones that die there', 'that die nowhere else'],
  KINDS.map(kind => {
    const only = (onlyIn.get(kind) ?? []).map(file => `[${file}](../test/zoo/${file})`)
    return [kind, String(dyingIn.get(kind)?.length), only.join(', ')]
  }),
)

/** The worlds in which a specimen dies; null for one that dies under trouble alone. */
async function deadlyWorlds(specimen: Broken): Promise<WorldSpec[] | null> {
  const law = lawWithId(specimen.dies)
  if (law.judge === undefined) return null
  const subject = await subjectOf(specimen)
  await using temp = await tempDir()
  const harness = harnessFor(temp, subject, { equality: null, allow: new Map() })
  const { deployment = DEFAULT_DEPLOYMENT } = specimen
  const choice = { deployment, numRuns: null, seed: 1, sample: null }
  const specs = worldsFor(subject, choice)
  const bred = bredWorlds(subject, choice)
  const plan = { specs, bred, laws: [law], seed: 1, wants: () => false, onProgress: () => {} }
  const deadly: WorldSpec[] = []
  for await (const trial of search(harness, plan)) {
    if (trial.phase === 'trouble-ended' || trial.phase === 'trouble' || trial.phase === 'baseline') continue
    if (trial.judged.judgements.flatMap(violationsOf).length > 0) deadly.push(trial.spec)
  }
  return deadly
}
