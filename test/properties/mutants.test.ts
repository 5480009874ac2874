import { expect, test } from 'vitest'
import { fn } from '../../src/properties.ts'
import { loadMutant } from '../reconciler/load-mutant.ts'
import { MUTANTS } from '../reconciler/mutants.ts'
import { firstBreak } from './first-break.ts'

/** Mutants that do as the reference does while nothing fails and nobody else acts, or only say too much. */
const BEYOND: readonly string[] = [
  'takes what it may not look at for absent',
  'fails where somebody else made it first',
  'takes whatever somebody else made first',
  'does not look again where a link led nowhere',
  'says that a right link is wrong by its target',
]

test.each(MUTANTS.filter(({ name }) => !BEYOND.includes(name)))(
  'a reconciler that $name ($row) breaks a law',
  async mutant => {
    const { validateAll } = await loadMutant(mutant)
    const subject = fn(mutant.name, (homes, required) => validateAll(homes, required))
    expect((await firstBreak(subject, 'exact'))?.laws ?? []).not.toEqual([])
  },
)

test('every mutant that is left out is one that exists', () => {
  expect(MUTANTS.map(({ name }) => name)).toEqual(expect.arrayContaining([...BEYOND]))
})
