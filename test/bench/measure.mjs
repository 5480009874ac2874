// How a section measures. Only a ratio within one run says something about the code: actions take turns, so that a busy
// moment hits all of them, and the best round of each counts.
import { spawnSync } from 'node:child_process'
import { tempDir } from '../../dist/fixtures/temp/temp-dir.js'

/** Returns the least processor time of each action in milliseconds. */
export async function processorTimes(actions, rounds) {
  const best = actions.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, act] of actions.entries()) {
      const before = process.cpuUsage()
      await act()
      const { user, system } = process.cpuUsage(before)
      best[i] = Math.min(best[i], (user + system) / 1000)
    }
  }
  return best
}

/** Returns the least processor time of each command line, given to `node`, in milliseconds. */
export function startTimes(commands, rounds) {
  const best = commands.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, args] of commands.entries()) {
      const line = `"$0" "$@" >/dev/null 2>&1; times`
      const { stdout } = spawnSync('bash', ['-c', line, process.execPath, ...args], { encoding: 'utf8' })
      best[i] = Math.min(best[i], childTime(stdout))
    }
  }
  return best
}

/** Reads the second line of `times`: the user and system time of the children, such as `0m0.051s 0m0.012s`. */
function childTime(times) {
  const parts = [...(times.split('\n')[1] ?? '').matchAll(/(\d+)m([\d.]+)s/gu)]
  if (parts.length !== 2) throw new Error(`times printed ${JSON.stringify(times)}`)
  return parts.reduce((sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000, 0)
}

/** Returns the seconds of processor time that an action takes in this process, and its result. */
export async function timedByProcessor(act) {
  const before = process.cpuUsage()
  const result = await act()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (user + system) / 1e6, result }
}

/** Returns the seconds that pass during an action, and its result. */
export async function timed(act) {
  const began = performance.now()
  const result = await act()
  return { seconds: (performance.now() - began) / 1000, result }
}

export async function inTempDir(act) {
  const temp = await tempDir()
  try {
    return await act(temp)
  } finally {
    await temp.remove()
  }
}

export const milliseconds = (name, value) => ({ name, value: Math.round(value * 10) / 10, unit: 'ms' })
export const seconds = (name, value) => ({ name, value: Math.round(value * 100) / 100, unit: 's' })
export const count = (name, value, unit = '') => ({ name, value: Math.round(value * 100) / 100, unit })
/** A ratio is compared with the baseline. */
export const ratio = (name, value) => ({ name, value: Math.round(value * 1000) / 1000, unit: 'x' })
