import { describe, expect, test } from 'vitest'
import { flatten } from '../../../../fixtures/disk/flat-tree.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../../../fixtures/states/world-spec.ts'
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { dir, file, type Tree } from '../../../../fixtures/tree.ts'
import { observe } from '../../../../src/experiments/observe.ts'
import { type Seen, Tally } from '../../../../src/gate/search/tally.ts'
import type { Sighting } from '../../../../src/gate/shrink/failing-case.ts'
import { crashSafe } from '../../../../src/laws/crash-safe.ts'
import type { Judgement, LossKind, Need, Violation } from '../../../../src/laws/law.ts'
import { raceClean } from '../../../../src/laws/race-clean.ts'
import { ONE } from '../../../judging/gate.ts'
import { firstViolationOf, harnessAndSpec } from '../../../judging/ports-under-trouble.ts'
import { usesOneTempName } from '../../../reconcilers/broken-ports.ts'
import { goOriginalPort } from '../../../reconcilers/go-original-port.ts'

const BREAK: Violation = { summary: 'it broke', paths: [] }
const SMALL = specOf({})
const LARGE = specOf({ x: dir({ y: file('y') }) })

function specOf(tree: Tree): WorldSpec {
  return { deployment: ONE, tree: flatten(tree), rootName: PLAIN_ROOT }
}

/** What is seen of a run without trouble, at each of its moments or not. */
async function plain(needs: readonly Need[] = []): Promise<Sighted> {
  await using temp = await tempDir()
  const { harness, spec } = harnessAndSpec(temp, {}, goOriginalPort)
  return sightedIn({ seen: await observe(harness, spec, new Set(needs)), disturbed: null })
}

async function killed(): Promise<Sighted> {
  const { disturbed } = await firstViolationOf(crashSafe, {}, usesOneTempName)
  const { sighting } = await plain()
  if (sighting === null || typeof sighting === 'string') throw new Error('nothing was seen')
  return sightedIn({ ...sighting, disturbed })
}

type Sighted = Omit<Seen, 'spec' | 'index'>

function sightedIn(sighting: Sighting): Sighted {
  const { seen, disturbed } = sighting
  return { sighting, at: [], isDisturbed: disturbed !== null, moments: seen.moments?.length ?? 0 }
}

test('a world that a law does not speak of counts for nothing', async () => {
  const tally = new Tally(crashSafe)
  tally.take('vacuous', { ...(await plain(['moments'])), spec: SMALL, index: 0 })
  expect([tally.judged.size, tally.broken.size, tally.cases]).toEqual([0, 0, []])
  expect(tally.troubled).toEqual({ moments: 0, struck: {}, missed: 0, orders: 0 })
})

test('a world is counted once, however often it is judged', async () => {
  const tally = new Tally(crashSafe)
  const seen = await plain()
  for (const at of [4, 4, 7]) tally.take('held', { ...seen, spec: SMALL, index: at })
  tally.take(BREAK, { ...seen, spec: SMALL, index: 7 })
  expect([[...tally.judged], [...tally.broken]]).toEqual([[4, 7], [7]])
})

test('moments are counted as they are seen, and troubles as they are tried', async () => {
  const tally = new Tally(crashSafe)
  const seen = await plain(['moments'])
  const { moments } = seen
  expect(moments).toBe(3)
  tally.take('held', { ...seen, spec: SMALL, index: 0 })
  tally.add({ kind: 'crash', struck: 3, missed: [2], orders: 0, seconds: 0.5 })
  tally.add({ kind: 'race', struck: 2, missed: [], orders: 20, seconds: 1 })
  expect(tally.troubled).toEqual({ moments, struck: { crash: 3, race: 2 }, missed: 1, orders: 20 })
  expect(tally.seconds).toBe(1.5)
})

test('the smallest world in which it breaks is kept, and of two alike the first, whichever came in first', async () => {
  const seen = await plain()
  const tally = new Tally(crashSafe)
  tally.take(BREAK, { ...seen, spec: LARGE, index: 0 })
  expect(tally.cases[0]?.spec).toBe(LARGE)
  const [fifth, second] = [specOf({}), specOf({})]
  tally.take(BREAK, { ...seen, spec: fifth, index: 5 })
  tally.take(BREAK, { ...seen, spec: second, index: 2 })
  tally.take(BREAK, { ...seen, spec: SMALL, index: 3 })
  tally.take(BREAK, { ...seen, spec: LARGE, index: 1 })
  expect(tally.cases[0]?.spec).toBe(second)
})

test('what breaks without trouble is shown rather than what breaks under it, though the world is larger', async () => {
  const tally = new Tally(crashSafe)
  tally.take(BREAK, { ...(await killed()), spec: SMALL, index: 0 })
  expect(tally.cases[0]?.spec).toBe(SMALL)
  tally.take(BREAK, { ...(await plain()), spec: LARGE, index: 1 })
  expect(tally.cases[0]?.spec).toBe(LARGE)
  tally.take(BREAK, { ...(await killed()), spec: SMALL, index: 2 })
  expect(tally.cases[0]?.spec).toBe(LARGE)
})

const lossOf = (kind: LossKind): Violation => ({ summary: `data was ${kind}`, paths: [], kind })

test('one case of each kind is kept, and the worst comes first, though its world is larger', async () => {
  const seen = await plain()
  const tally = new Tally(crashSafe)
  tally.take(BREAK, { ...seen, spec: SMALL, index: 0 })
  tally.take(lossOf('orphaned'), { ...seen, spec: SMALL, index: 1 })
  tally.take(lossOf('destroyed'), { ...(await killed()), spec: LARGE, index: 2 })
  tally.take({ ...lossOf('orphaned'), others: [lossOf('moved')] }, { ...seen, spec: LARGE, index: 3 })
  expect(tally.cases.map(({ violation, spec }) => [violation.kind, spec])).toEqual([
    ['destroyed', LARGE],
    ['orphaned', SMALL],
    ['moved', LARGE],
    [undefined, SMALL],
  ])
})

test('a kind of loss that is waived does not count, and what else breaks there does', async () => {
  const seen = await plain()
  const tally = new Tally(crashSafe, ['orphaned'])
  tally.take(lossOf('orphaned'), { ...seen, spec: SMALL, index: 0 })
  expect([tally.broken.size, tally.waived.get('orphaned')?.size, tally.judged.size]).toEqual([0, 1, 1])
  tally.take({ ...lossOf('orphaned'), others: [BREAK] }, { ...seen, spec: SMALL, index: 1 })
  expect([tally.broken.size, tally.waived.get('orphaned')?.size]).toEqual([1, 2])
  expect(tally.cases.map(({ violation }) => violation)).toEqual([BREAK])
})

describe('after a violation under trouble', () => {
  const taken = (tally: Tally, times: number, judgement: Judgement, sighted: Sighted) => {
    for (let i = 0; i < times; i += 1) tally.take(judgement, { ...sighted, spec: SMALL, index: 0 })
    return tally.wantsTrouble
  }

  test('as many as thirty runs more may show a worse one', async () => {
    const [seen, disturbed] = [await plain(), await killed()]
    const tally = new Tally(crashSafe)
    expect(taken(tally, 99, 'held', disturbed)).toBe(true)
    expect(taken(tally, 1, lossOf('orphaned'), disturbed)).toBe(true)
    expect(taken(tally, 99, 'held', seen)).toBe(true)
    expect(taken(tally, 29, BREAK, disturbed)).toBe(true)
    expect(taken(tally, 1, BREAK, disturbed)).toBe(false)
  })

  test('none is wanted if it is of the worst kind', async () => {
    const disturbed = await killed()
    expect(taken(new Tally(crashSafe), 1, lossOf('destroyed'), disturbed)).toBe(false)
    expect(taken(new Tally(crashSafe), 1, { ...BREAK, others: [] }, disturbed)).toBe(true)
    expect(taken(new Tally(raceClean), 1, BREAK, disturbed)).toBe(false)
  })

  test('a waived one changes nothing', async () => {
    const disturbed = await killed()
    const tally = new Tally(crashSafe, ['destroyed'])
    expect(taken(tally, 99, lossOf('destroyed'), disturbed)).toBe(true)
    expect(taken(tally, 1, lossOf('orphaned'), disturbed)).toBe(false)
  })

  test('one without trouble changes nothing', async () => {
    expect(taken(new Tally(crashSafe), 1, lossOf('destroyed'), await plain())).toBe(true)
  })
})
