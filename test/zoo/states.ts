import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { HOME_STATES } from '../../fixtures/home-states.ts'
import { LINK_STATES } from '../../fixtures/link-states.ts'
import { PAIR_DEPLOYMENT, PARENT_DEPLOYMENT } from '../../fixtures/small-states.ts'
import { TARGET_STATES } from '../../fixtures/target-states.ts'
import { tempDir } from '../../fixtures/temp.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/world-spec.ts'
import { observe } from '../../src/experiments/observe.ts'
import { labFor } from '../../src/gate/judge-subject.ts'
import { pool } from '../../src/gate/pool.ts'
import { mostInWave, secondWave } from '../../src/gate/second-wave.ts'
import { strangeWorlds } from '../../src/gate/strange-worlds.ts'
import { type Candidate, candidateOf } from '../../src/gate/troubled-worlds.ts'
import { runsFor, worldsFor } from '../../src/gate/worlds.ts'
import { type Experiment, isTrouble } from '../../src/laws/law.ts'
import type { Broken } from './beast.ts'
import { BROKEN } from './broken.ts'
import { lawOf, subjectOf } from './hunt.ts'
import { writeTable } from './in-readme.ts'

// Measures which states the broken ones need to die: every one that dies without trouble is tried in every world, and the
// table of states in README.md is written anew: `npm run zoo:states`. Where trouble strikes is chosen by what a subject
// does, and not by states.

/** In which worlds something is: worlds can be of several kinds. */
function kindsOf({ states, deployment, rootName, kind }: WorldSpec): string[] {
  if (kind === 'random') return ['drawn at random']
  if (kind === 'later') return ['a name is taken, or strangers are about']
  if (kind === 'lived-in') return ['homes lived in']
  if (rootName !== PLAIN_ROOT) return ["the root's name is odd"]
  if (states !== undefined)
    return [`home: ${states.home}`, `target: ${states.target}`, `link: ${states.link}`]
  if (deployment === PAIR_DEPLOYMENT) return ['two homes, each link state with each']
  if (deployment === PARENT_DEPLOYMENT) return ["a home's parent and a target's"]
  return ['two homes whose files collide']
}

const KINDS = [
  ...Object.keys(HOME_STATES).map(state => `home: ${state}`),
  ...Object.keys(TARGET_STATES).map(state => `target: ${state}`),
  ...Object.keys(LINK_STATES).map(state => `link: ${state}`),
  ...["a home's parent and a target's", 'two homes, each link state with each'],
  ...['two homes whose files collide', 'homes lived in', "the root's name is odd"],
  ...['drawn at random', 'a name is taken, or strangers are about'],
]

const dyingIn = new Map<string, string[]>(KINDS.map(kind => [kind, []]))
const onlyIn = new Map<string, string[]>(KINDS.map(kind => [kind, []]))
for (const beast of BROKEN) {
  const deadly = await deadlyWorlds(beast)
  if (deadly === null) continue
  const kinds = deadly.map(kindsOf)
  const [first = []] = kinds
  for (const kind of new Set(kinds.flat())) dyingIn.get(kind)?.push(beast.file)
  for (const kind of first.filter(one => kinds.every(others => others.includes(one))))
    onlyIn.get(kind)?.push(beast.file)
  process.stderr.write(`${beast.file}: dies in ${deadly.length} worlds\n`)
}
writeTable(
  'states',
  ['worlds', 'broken ones that die there', 'that die nowhere else'],
  KINDS.map(kind => {
    const only = (onlyIn.get(kind) ?? []).map(file => `[${file}](${file})`)
    return [kind, String(dyingIn.get(kind)?.length), only.join(', ')]
  }),
)

/** The worlds in which a beast dies; null for one that dies under trouble alone. */
async function deadlyWorlds(beast: Broken): Promise<WorldSpec[] | null> {
  const law = lawOf(beast.dies)
  if (law.needs.some(isTrouble)) return null
  const subject = await subjectOf(beast)
  await using temp = await tempDir()
  const lab = labFor(temp, subject, { equality: null, allow: [] })
  const needs = new Set<Experiment>([...law.needs, 'moments'])
  const deadly: WorldSpec[] = []
  const tryAll = async (specs: readonly WorldSpec[]) => {
    const tried: Candidate[] = []
    await pool(specs, subject.parallel, async spec => {
      const seen = await observe(lab, spec, needs)
      tried.push(candidateOf(spec, tried.length, seen))
      if (typeof law.judge(seen) !== 'string') deadly.push(spec)
    })
    return tried
  }
  const first = await tryAll(
    worldsFor(subject, {
      deployment: DEFAULT_DEPLOYMENT,
      runs: runsFor(subject),
      seed: 1,
      shard: null,
    }),
  )
  if (beast.dies === 'keeps-data') {
    await tryAll(secondWave(first, new Set(), mostInWave(subject)))
    await tryAll(await strangeWorlds(lab, first))
  }
  return deadly
}
