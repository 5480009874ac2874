import { rmSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { flatten } from '../../../fixtures/disk/flat-tree.ts'
import { SMALL_DEPLOYMENT } from '../../../fixtures/states/small-states.ts'
import { PLAIN_ROOT } from '../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { harnessFor } from '../../../src/experiments/harness.ts'
import { GateError } from '../../../src/gate/gate-error.ts'
import { judge } from '../../../src/gate/judge.ts'
import type { JudgeOptions } from '../../../src/gate/judge-options.ts'
import { type JudgedWorlds, judgeWorlds } from '../../../src/gate/judge-worlds.ts'
import { endedByBudget } from '../../../src/gate/search/budget.ts'
import { fn, type Provision } from '../../../src/subjects/fn.ts'
import { port } from '../../../src/subjects/port/port.ts'
import type { Subject } from '../../../src/subjects/subject.ts'
import { gateOptions, lawIn, ONE } from '../../judging/gate.ts'
import { LIVE_DIRECTORY, RIGHT } from '../../judging/trees.ts'
import { goOriginal } from '../../reconcilers/go-original.ts'
import { looksAgain } from '../../reconcilers/right-ports.ts'

const REASON = 'the budget of 60 s ended the search before it was through'
const TREES = [LIVE_DIRECTORY, RIGHT, {}]

/** Puts a link in the place of whatever is there. */
const forces: Provision = ([home], [link]) => {
  rmSync(`${home}/${link?.name}`, { recursive: true, force: true })
  symlinkSync(link?.target ?? '', `${home}/${link?.name}`)
}

/** Judges in three worlds with a budget that is spent when this many trials have been judged. */
async function judgedIn(trials: number, subject: Subject): Promise<JudgedWorlds> {
  await using temp = await tempDir()
  const specs = TREES.map(tree => ({ tree: flatten(tree), deployment: ONE, rootName: PLAIN_ROOT }))
  let left = trials
  const isSpent = () => {
    left -= 1
    return left <= 0
  }
  return await judgeWorlds(harnessFor(temp, subject, gateOptions()), specs, {
    ...{ level: 'safe', laws: ['keeps-data', 'tells-the-truth', 'idempotent', 'fault-safe'] },
    ...{ waivers: new Map(), seed: 1, budget: { seconds: 60, isSpent }, onProgress: () => {} },
  })
}

const verdictsIn = ({ laws }: JudgedWorlds) => laws.map(({ id, verdict, reason }) => [id, verdict, reason])

describe('a search whose budget is spent', () => {
  test('ends there, and passes no law that it has not finished', async () => {
    const judged = await judgedIn(2, port('looks again', looksAgain))
    expect([judged.worlds, judged.isOverBudget]).toEqual([2, true])
    expect(verdictsIn(judged)).toEqual([
      ['keeps-data', 'not-tested', REASON],
      ['tells-the-truth', 'not-tested', REASON],
      ['idempotent', 'not-tested', REASON],
      ['fault-safe', 'not-tested', REASON],
    ])
  })

  test('under trouble has finished the laws that are not about trouble', async () => {
    const judged = await judgedIn(4, port('looks again', looksAgain))
    expect([judged.worlds, judged.isOverBudget]).toEqual([3, true])
    expect(verdictsIn(judged)).toEqual([
      ['keeps-data', 'held', null],
      ['tells-the-truth', 'held', null],
      ['idempotent', 'held', null],
      ['fault-safe', 'not-tested', REASON],
    ])
  })

  test('has found what it has found, and shows it as it was found', async () => {
    const judged = await judgedIn(1, fn('forces', forces))
    const { verdict, fails, counterexample } = lawIn(judged, 'keeps-data')
    expect([verdict, fails]).toEqual(['broken', true])
    expect(counterexample?.spec.tree).toEqual(flatten(LIVE_DIRECTORY))
    expect(lawIn(judged, 'idempotent').verdict).toBe('not-tested')
  })

  test('and one that has time for everything judge alike', async () => {
    const judged = await judgedIn(1000, port('looks again', looksAgain))
    expect(judged.isOverBudget).toBe(false)
    expect(verdictsIn(judged).map(([, verdict]) => verdict)).toEqual(['held', 'held', 'held', 'held'])
  })
})

describe('judge with a budget that is spent at once', () => {
  const NOTHING = 1e-9
  const judged = (subject: Subject, options: JudgeOptions = {}) =>
    judge(subject, {
      ...{ deployment: SMALL_DEPLOYMENT, numRuns: 0, budgetSeconds: NOTHING, ...options },
    })

  test('has no verdict if nothing is broken', async () => {
    await expect(judged(fn('the Go original', goOriginal))).rejects.toThrow(GateError)
    await expect(judged(fn('the Go original', goOriginal))).rejects.toThrow(
      `No law is broken, but this run proves nothing: ${endedByBudget(NOTHING)}. Raise --budget`,
    )
  })

  test('has one if a law is broken, and says why the others have none, even if all are required', async () => {
    const nothing = port('does nothing', async () => {})
    const report = await judged(nothing, { requireAll: true })
    expect([report.ok, report.worlds]).toEqual([false, 1])
    expect(report.notes).toContain(endedByBudget(NOTHING))
    expect(lawIn(report, 'tells-the-truth').verdict).toBe('broken')
  })
})
