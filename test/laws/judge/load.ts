import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { compare } from '../../../src/damage/compare.ts'
import type { askedOf } from '../../../src/laws/asked.ts'
import type { LAWS } from '../../../src/laws/index.ts'
import type { Law } from '../../../src/laws/law.ts'
import type { Observation, Run } from '../../../src/laws/observation.ts'
import { JUDGED } from './cases.ts'

/** All that judges: it looks at observations, and at nothing else. */
export interface Judge {
  readonly compare: typeof compare
  readonly askedOf: typeof askedOf
  readonly LAWS: typeof LAWS
}

/** One replacement in the judge's source. */
export interface Mutant {
  /** What it takes away, as the end of the sentence `without ...`. */
  readonly without: string
  /** Relative to `src`. */
  readonly file: string
  readonly from: string
  readonly to: string
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const CACHE = `${ROOT}node_modules/.cache`

/**
 * Writes a copy of the judge's source with a mutant's edit and imports it. To be run by vitest, which compiles it.
 *
 * @throws Error when what the mutant replaces does not stand in its file exactly once.
 */
export async function loadJudge({ file, from, to }: Mutant): Promise<Judge> {
  mkdirSync(CACHE, { recursive: true })
  const at = mkdtempSync(`${CACHE}/judge-mutant-`)
  try {
    for (const folder of ['damage', 'laws']) {
      mkdirSync(`${at}/${folder}`)
      for (const name of readdirSync(`${ROOT}src/${folder}`)) {
        const text = readFileSync(`${ROOT}src/${folder}/${name}`, 'utf8')
        const mutated = `${folder}/${name}` === file ? replacedOnce(text, file, from, to) : text
        // The fixtures are shared: they say what a tree is, and judge nothing.
        writeFileSync(`${at}/${folder}/${name}`, mutated.replaceAll(`'../../fixtures/`, `'${ROOT}fixtures/`))
      }
    }
    const damage: Pick<Judge, 'compare'> = await import(`${at}/damage/compare.ts`)
    const asked: Pick<Judge, 'askedOf'> = await import(`${at}/laws/asked.ts`)
    const laws: Pick<Judge, 'LAWS'> = await import(`${at}/laws/index.ts`)
    return { compare: damage.compare, askedOf: asked.askedOf, LAWS: laws.LAWS }
  } finally {
    rmSync(at, { recursive: true })
  }
}

/** What a judge says of what was seen: a mark for each law. */
export function marksOf(judge: Judge, seen: Observation): string {
  const rejudged = judgedBy(judge, seen)
  const laws: readonly Law[] = judge.LAWS
  return JUDGED.map(id => {
    const judgement = laws.find(law => law.id === id)?.judge(rejudged)
    if (judgement === 'held') return '.'
    return judgement === 'beside' ? '-' : 'x'
  }).join('')
}

/** The same observation, with all that the judge makes of it made anew. */
function judgedBy({ compare, askedOf }: Judge, seen: Observation): Observation {
  const { before, deployment, equality, first, second } = seen
  const again = (run: Run, from: Observation['before']): Run => ({
    ...run,
    changes: compare(from, run.after),
  })
  return {
    ...seen,
    asked: askedOf(before, deployment, equality),
    first: again(first, before),
    ...(second === undefined ? {} : { second: again(second, first.after) }),
  }
}

function replacedOnce(text: string, file: string, from: string, to: string): string {
  const parts = text.split(from)
  if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times, not once: ${from}`)
  return parts.join(to)
}
