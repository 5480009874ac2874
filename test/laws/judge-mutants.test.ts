import { beforeAll, describe, expect, test } from 'vitest'
import { compare } from '../../src/damage/compare.ts'
import { askedOf } from '../../src/laws/asked.ts'
import { LAWS } from '../../src/laws/index.ts'
import type { Observation } from '../../src/laws/observation.ts'
import { CASES, JUDGED, type JudgeCase } from './judge/cases.ts'
import { loadJudge, marksOf } from './judge/load.ts'
import { FATES, LAW_MUTANTS } from './judge/mutants-of-laws.ts'
import { RIGHTNESS, ROWS } from './judge/mutants-of-rows.ts'
import { seen } from './seen.ts'

const MUTANTS = [...ROWS, ...RIGHTNESS, ...LAW_MUTANTS, ...FATES]

// Each world is run in once: a judge is a function of what was seen.
const sightings: { readonly of: JudgeCase; readonly seen: Observation }[] = []

beforeAll(async () => {
  for (const of of CASES) {
    const { probe, ...unprobed } = await seen(of.in, of.by, of.scene)
    const isProbed = probe !== undefined && of.isUnprobed !== true
    sightings.push({ of, seen: isProbed ? { ...unprobed, probe } : unprobed })
  }
})

describe('of a reconciler, the judge says the same as the table where it', () => {
  test.each(CASES.map((of, i) => [of.it, i] as const))('%s', (_, i) => {
    const sighting = sightings[i]
    if (sighting === undefined) throw new Error('it was not run')
    expect(marksOf({ compare, askedOf, LAWS }, sighting.seen)).toBe(sighting.of.says)
  })
})

describe('the table tells a judge from one without', () => {
  test.each(MUTANTS.map(mutant => [mutant.without, mutant] as const))('%s', async (_, mutant) => {
    const judge = await loadJudge(mutant)
    const told = sightings.filter(({ of, seen }) => marksOf(judge, seen) !== of.says)
    expect(told.map(({ of }) => of.it)).not.toEqual([])
  })

  test.each(JUDGED)('a part of %s', id => {
    expect(LAW_MUTANTS.filter(({ file }) => file === `laws/${id}.ts`)).not.toEqual([])
  })
})
