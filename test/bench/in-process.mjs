// Worlds a second of processor time of the built-in reconciler, against a loop that only builds each world, reconciles in it and removes it.
import { smallStates } from '../../dist/fixtures/states/small-states.js'
import { buildWorld } from '../../dist/src/experiments/built-world.js'
import { harnessFor } from '../../dist/src/experiments/harness.js'
import { judge } from '../../dist/src/gate/judge.js'
import { reconcile } from '../../dist/src/reconciler/reconcile.js'
import { script } from '../../dist/src/subjects/script.js'
import { effortRows, phases, shareByLaw, UNDISTURBED } from './judging.mjs'
import { count, inTempDir, ratio, timed, timedByProcessor } from './measure.mjs'

const SUBJECT = script('the built-in reconciler', request => reconcile(request, 'exact'))
const JUDGING = { level: 'complete', equality: 'exact', numRuns: 1 }

export async function inProcess() {
  const undisturbed = await worldsASecond({ laws: UNDISTURBED, sample: { index: 1, count: 4 } })
  const { onProgress, shares } = phases()
  const troubled = await worldsASecond({ sample: { index: 1, count: 40 }, onProgress })
  const byPhase = shares()
  const bare = await bareWorldsASecond()
  return [
    count('worlds a second, built, reconciled and removed', bare),
    count('worlds a second, laws without trouble', undisturbed.perSecond),
    ratio('worlds a second, laws without trouble, to bare ones', undisturbed.perSecond / bare),
    count('worlds a second, all laws', troubled.perSecond),
    ratio('worlds a second, all laws, to bare ones', troubled.perSecond / bare),
    ratio('one worker, to two', await oneWorkerToTwo()),
    ...effortRows(troubled.report),
    ...byPhase,
    ...shareByLaw(troubled.report),
  ]
}

async function worldsASecond(options) {
  const { seconds, result } = await timedByProcessor(() => judge(SUBJECT, { ...JUDGING, ...options }))
  return { perSecond: result.worlds / seconds, report: result }
}

/** Returns the time that one worker takes, relative to two. They take turns, and the best time of each counts. */
async function oneWorkerToTwo() {
  const module = new URL('../../dist/src/subjects/built-in.js', import.meta.url).href
  const best = [1, 2].map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < 3; round += 1) {
    for (const [i] of best.entries()) {
      const subject = { ...SUBJECT, importable: { module, processes: i + 1 } }
      const { seconds } = await timed(() => judge(subject, { ...JUDGING, sample: { index: 1, count: 12 } }))
      best[i] = Math.min(best[i], seconds)
    }
  }
  return best[0] / best[1]
}

async function bareWorldsASecond() {
  return await inTempDir(async temp => {
    const harness = harnessFor(temp, SUBJECT, { equality: 'exact', allow: [] })
    const specs = smallStates().slice(0, 500)
    const { seconds } = await timedByProcessor(async () => {
      for (const spec of specs) {
        const built = await buildWorld(harness, spec)
        await SUBJECT.run(built.jobFor(spec.deployment))
        built.remove()
      }
    })
    return specs.length / seconds
  })
}
