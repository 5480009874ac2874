import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import type { Step } from '../../../../src/observation/step.ts'
import { Clock } from '../../../../src/subjects/process/clock.ts'

const STEP: Step = { call: 'mkdir', kind: 'make', path: 'a', to: null, by: '' }

test('a clock calls back once, when the time is over', async () => {
  const onTimeout = vi.fn()
  new Clock(30, onTimeout)
  await sleep(5)
  expect(onTimeout).not.toHaveBeenCalled()
  await sleep(100)
  expect(onTimeout).toHaveBeenCalledTimes(1)
})

test('it pauses while any decision is awaited', async () => {
  const onTimeout = vi.fn()
  const clock = new Clock(50, onTimeout)
  const slow = clock.pausedFor(async ({ path }) => await sleep(path === 'a' ? 100 : 150, 'continue' as const))
  const decisions = await Promise.all([slow(STEP), slow({ ...STEP, path: 'b' })])
  expect(decisions).toEqual(['continue', 'continue'])
  expect(onTimeout).not.toHaveBeenCalled()
  await sleep(100)
  expect(onTimeout).toHaveBeenCalledTimes(1)
})

test('an interceptor that answers at once answers at once', () => {
  const clock = new Clock(50, () => {})
  expect(clock.pausedFor(() => ({ errno: 'EIO' }))(STEP)).toEqual({ errno: 'EIO' })
  clock.stop()
})

test('a stopped clock never calls back, even if it was stopped during a pause', async () => {
  const onTimeout = vi.fn()
  const clock = new Clock(30, onTimeout)
  const decision = clock.pausedFor(async () => await sleep(20, 'continue' as const))(STEP)
  clock.stop()
  await decision
  await sleep(80)
  expect(onTimeout).not.toHaveBeenCalled()
})
