import { DEFAULT_DEPLOYMENT } from '../../fixtures/deployment.ts'
import { tempDir } from '../../fixtures/temp.ts'
import type { WorldSpec } from '../../fixtures/world-spec.ts'
import { observe } from '../../src/experiments/observe.ts'
import { labFor } from '../../src/gate/judge-subject.ts'
import { worldsFor } from '../../src/gate/worlds.ts'
import { LAWS, type LawId } from '../../src/laws/index.ts'
import type { Equality } from '../../src/laws/right.ts'
import type { Subject } from '../../src/subjects/subject.ts'

/** The laws that a subject breaks in the first world in which it breaks any; null where there is none. */
export async function firstBreak(
  subject: Subject,
  equality: Equality,
): Promise<{ readonly laws: readonly LawId[]; readonly worlds: number; readonly spec: WorldSpec } | null> {
  await using temp = await tempDir()
  const lab = labFor(temp, subject, { equality, allow: [] })
  const specs = worldsFor(subject, { deployment: DEFAULT_DEPLOYMENT, runs: 200, seed: 1, shard: null })
  for (const [index, spec] of specs.entries()) {
    const seen = await observe(lab, spec, new Set(['once', 'again', 'permuted']))
    const laws = LAWS.filter(law => typeof law.judge(seen) !== 'string').map(({ id }) => id)
    if (laws.length > 0) return { laws, worlds: index + 1, spec }
  }
  return null
}
