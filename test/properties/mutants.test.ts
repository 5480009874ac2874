import { expect, test } from 'vitest'
import { fn, script } from '../../src/properties.ts'
import { loadMutant } from '../reconciler/load-mutant.ts'
import { MUTANTS } from '../reconciler/mutants.ts'
import { firstBreak, firstBreakUnderTrouble } from './first-break.ts'

/** Mutants that do as the reference does while nothing fails and nobody else acts, with what then shows them. */
const UNDER_TROUBLE: Readonly<Record<string, readonly string[]>> = {
  'takes what it may not look at for absent': ['fault-safe'],
  'fails where somebody else made it first': ['race-clean'],
  'takes whatever somebody else made first': ['yields-to-others'],
}

/** Mutants that lose nothing and do not lie: one says too much, one too little. */
const BESIDE: readonly string[] = [
  'says that a right link is wrong by its target',
  'does not look again where a link led nowhere',
]

const plain = MUTANTS.filter(({ name }) => !BESIDE.includes(name) && !(name in UNDER_TROUBLE))

test.each(plain)('a reconciler that $name ($row) breaks a law', async mutant => {
  const { validateAll } = await loadMutant(mutant)
  const subject = fn(mutant.name, (homes, required) => validateAll(homes, required))
  expect((await firstBreak(subject, 'exact'))?.laws ?? []).not.toEqual([])
})

test.each(Object.entries(UNDER_TROUBLE))('one that %s breaks one under trouble', async (name, laws) => {
  const mutant = MUTANTS.find(one => one.name === name)
  if (mutant === undefined) throw new Error(`no mutant ${name}`)
  const { reconcile } = await loadMutant(mutant)
  const subject = script(name, request => reconcile(request, 'exact'))
  expect((await firstBreakUnderTrouble(subject, 'exact'))?.laws).toEqual(laws)
})

test('every mutant that is left out is one that exists', () => {
  expect(MUTANTS.map(({ name }) => name)).toEqual(expect.arrayContaining([...BESIDE]))
})
