import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import type { WorldSpec } from '../../fixtures/states/world-spec.ts'
import { tempDir } from '../../fixtures/temp.ts'
import type { Harness } from '../../src/experiments/harness.ts'
import { observe } from '../../src/experiments/observe.ts'
import { underTrouble } from '../../src/experiments/troubles/try-troubles.ts'
import { harnessFor } from '../../src/gate/judge-subject.ts'
import { worldsFor } from '../../src/gate/search/worlds.ts'
import { LAWS, type LawId } from '../../src/laws/index.ts'
import type { Observation } from '../../src/observation/observation.ts'
import type { Equality } from '../../src/observation/right.ts'
import { TROUBLE_KINDS } from '../../src/observation/trouble.ts'
import type { Subject } from '../../src/subjects/subject.ts'

/** The laws that a subject breaks in the first world in which it breaks any. */
export interface FirstBreak {
  readonly laws: readonly LawId[]
  readonly worlds: number
  readonly spec: WorldSpec
}

/** The first break without trouble; null where there is none. */
export async function firstBreak(subject: Subject, equality: Equality): Promise<FirstBreak | null> {
  return await first(subject, equality, 200, async (harness, spec) =>
    brokenBy(await observe(harness, spec, new Set(['once', 'again', 'permuted', 'moments']))),
  )
}

/** The first break under any trouble; null where there is none. */
export async function firstBreakUnderTrouble(
  subject: Subject,
  equality: Equality,
): Promise<FirstBreak | null> {
  return await first(subject, equality, 0, async (harness, spec) => {
    const laws = new Set<LawId>()
    await underTrouble(harness, spec, {
      kinds: new Set(TROUBLE_KINDS),
      seed: 1,
      turn: 0,
      known: null,
      onSeen: seen => {
        for (const law of brokenBy(seen)) laws.add(law)
        return true
      },
      onTried: () => {},
    })
    return [...laws]
  })
}

function brokenBy(seen: Observation): LawId[] {
  return LAWS.filter(law => typeof law.judge(seen) !== 'string').map(({ id }) => id)
}

async function first(
  subject: Subject,
  equality: Equality,
  runs: number,
  breaks: (harness: Harness, spec: WorldSpec) => Promise<readonly LawId[]>,
): Promise<FirstBreak | null> {
  await using temp = await tempDir()
  const harness = harnessFor(temp, subject, { equality, allow: [] })
  const specs = worldsFor(subject, { deployment: DEFAULT_DEPLOYMENT, runs, seed: 1, shard: null })
  for (const [index, spec] of specs.entries()) {
    const laws = await breaks(harness, spec)
    if (laws.length > 0) return { laws, worlds: index + 1, spec }
  }
  return null
}
