import { describe, expect, test } from 'vitest'
import { fixedStates } from '../../../../fixtures/states/small-states.ts'
import type { WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { Breeding } from '../../../../src/gate/search/breeding.ts'
import type { TriedWorld } from '../../../../src/gate/search/tried-world.ts'
import { kindOf } from '../../../../src/observation/step.ts'
import { ONE } from '../../../judging/gate.ts'

/** A world in which a subject does some changes, each as `rename a/projects/x`. */
function tried(spec: WorldSpec, index: number, changes: readonly string[]): TriedWorld {
  const steps = changes.map(text => {
    const [call = '', path = ''] = text.split(' ')
    return { call, kind: kindOf(call), path, to: null, by: 'sh' }
  })
  return { spec, index, world: 'clear', claim: 'success', changes: steps, made: [] }
}

const SMALL = fixedStates(ONE).map((spec, i) => {
  const isData = spec.states?.link === 'directory-with-data'
  return tried(spec, i, isData ? ['rename a/projects/only.jsonl', 'symlink a/projects'] : [])
})

describe('worlds are bred', () => {
  test('as many as there may be, all different, and the same each time', () => {
    const [one, other] = [new Breeding(SMALL, 40).next(), new Breeding(SMALL, 40).next()]
    expect(one).toEqual(other)
    expect(one.length).toBe(28)
    expect(new Set(one.map(({ tree, history }) => JSON.stringify([[...tree], history]))).size).toBe(28)
  })

  test('from captured machines first, however large they are', () => {
    const tree = new Map(SMALL.find(({ spec }) => spec.states?.link === 'directory-with-data')?.spec.tree)
    for (let i = 0; i < 40; i += 1) tree.set(`captured-${i}`, { type: 'dir' })
    const machine = tried({ deployment: ONE, tree, rootName: 'root', kind: 'captured' }, SMALL.length, [])
    const isOfMachine = ({ tree: bred }: WorldSpec) => bred.has('captured-0')
    const first = new Breeding([...SMALL, machine], 10).next()
    expect(first.length).toBeGreaterThan(0)
    expect(first.every(isOfMachine)).toBe(true)
    expect(new Breeding(SMALL, 10).next().some(isOfMachine)).toBe(false)
  })

  test('from children in which the subject does something new, and from no others', () => {
    const breeding = new Breeding(SMALL, 40)
    const first = breeding.next()
    const index = first.findIndex(({ kind }) => kind === 'bred')
    breeding.take(first.map((spec, i) => tried(spec, i, i === index ? ['truncate shared/only.jsonl'] : [])))
    const second = breeding.next()
    expect(second.length).toBeGreaterThan(0)
    expect(second.length).toBeLessThanOrEqual(12)
    for (const { deployment } of second) expect(deployment).toEqual(ONE)
    breeding.take(second.map((spec, i) => tried(spec, i, [])))
    expect(breeding.next()).toEqual([])
  })

  test('by other changes first in each part', () => {
    const [first, second] = [0, 1].map(part => new Breeding(SMALL, 10, part).next())
    const keysOf = (worlds: readonly WorldSpec[] = []) =>
      worlds.map(({ tree, history }) => JSON.stringify([[...tree].sort(), history]))
    expect(keysOf(first)).toHaveLength(7)
    expect(keysOf(second).filter(key => keysOf(first).includes(key))).toEqual([])
  })

  test('not at all where none may be', () => {
    expect(new Breeding(SMALL, 0).next()).toEqual([])
  })
})
