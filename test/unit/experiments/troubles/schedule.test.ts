import { expect, test } from 'vitest'
import { Schedule } from '../../../../src/experiments/troubles/schedule.ts'

/** Starts a schedule, and logs which of its promises resolve. */
function logged(schedule: Schedule, runs: number) {
  const log: string[] = []
  for (let run = 0; run < runs; run += 1) schedule.start(run)
  const note = (promise: Promise<void>, name: string) => void promise.then(() => log.push(name))
  return {
    hold: (run: number) => note(schedule.hold(run), `held ${run}`),
    asleep: (run: number) => note(schedule.waitsOf(run).asleep(), `asleep ${run}`),
    blocked: (run: number) => note(schedule.waitsOf(run).blocked(), `blocked ${run}`),
    /** What has resolved since the last call. */
    resolved: async () => {
      await new Promise(setImmediate)
      return log.splice(0)
    },
  }
}

test('no run goes on while another still can', async () => {
  const { hold, asleep, resolved } = logged(new Schedule(), 3)
  hold(0)
  asleep(1)
  expect(await resolved()).toEqual([])
  hold(2)
  expect(await resolved()).toEqual(['held 0'])
})

test('the order decides among the runs that are held; where it has no say, the first goes on', async () => {
  const order = [1, 1]
  const { hold, resolved } = logged(new Schedule(() => order.shift()), 2)
  hold(0)
  hold(1)
  expect(await resolved()).toEqual(['held 1'])
  hold(1)
  expect(await resolved()).toEqual(['held 1'])
  hold(1)
  expect(await resolved()).toEqual(['held 0'])
})

test('a sleep is over when every other run is asleep, blocked, or at its end', async () => {
  const schedule = new Schedule()
  const { hold, asleep, blocked, resolved } = logged(schedule, 3)
  asleep(1)
  blocked(2)
  hold(0)
  expect(await resolved()).toEqual(['held 0'])
  schedule.leave(0)
  expect(await resolved()).toEqual(['asleep 1'])
})

test('runs that sleep wake up in turn', async () => {
  const { asleep, resolved } = logged(new Schedule(), 2)
  asleep(0)
  asleep(1)
  expect(await resolved()).toEqual(['asleep 0'])
  asleep(0)
  expect(await resolved()).toEqual(['asleep 1'])
})

test('a run that is blocked goes on with a step, and is waited for then', async () => {
  const schedule = new Schedule()
  const { hold, blocked, resolved } = logged(schedule, 2)
  blocked(0)
  schedule.proceeds(0)
  hold(1)
  expect(await resolved()).toEqual(['blocked 0'])
  hold(0)
  expect(await resolved()).toEqual(['held 0'])
})

test('runs that are all blocked are left to their clocks', async () => {
  const { blocked, resolved } = logged(new Schedule(), 2)
  blocked(0)
  expect(await resolved()).toEqual([])
  blocked(1)
  expect(await resolved()).toEqual(['blocked 0', 'blocked 1'])
})

test('a schedule knows which runs are in progress', () => {
  const schedule = new Schedule()
  schedule.start(0)
  expect(schedule.has(0)).toBe(true)
  schedule.leave(0)
  expect(schedule.has(0)).toBe(false)
})
