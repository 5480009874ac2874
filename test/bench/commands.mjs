// A gate on a shell script: its first violation, its worlds a second, its stops, and one processor against two.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { DEFAULT_DEPLOYMENT } from '../../dist/fixtures/deployment.js'
import { PLAIN_ROOT } from '../../dist/fixtures/states/world-spec.js'
import { harnessFor } from '../../dist/src/experiments/harness.js'
import { openWorld } from '../../dist/src/experiments/reusable-world.js'
import { judge } from '../../dist/src/gate/judge.js'
import { command } from '../../dist/src/subjects/command/command.js'
import { effortRows, phases, shareByLaw, UNDISTURBED } from './judging.mjs'
import { count, inTempDir, milliseconds, ratio, seconds, timed } from './measure.mjs'

const LAWS = UNDISTURBED.flatMap(id => ['--law', id])
const MAIN = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url))
/** Links with a process for each directory and each link. `link` is what it runs where no right link is. */
const linking = link => `
for home in .claude-compte1 .claude-compte2; do
  for name in session-env file-history projects; do
    to=$HOME/.claude-$name-shared from=$HOME/$home/$name
    mkdir -p "$HOME/$home" "$to" && ${link} || exit
  done
done`
const CAREFUL = linking(
  '{ [ "$(readlink "$from")" = "$to" ] || { [ ! -e "$from" ] && ln -sT "$to" "$from"; }; }',
)
const FORCED = linking('ln -sfn "$to" "$from"')

/** The time to the first violation of a script that loses data. */
export async function firstViolation() {
  let first = null
  const began = performance.now()
  const onViolation = () => {
    first ??= (performance.now() - began) / 1000
  }
  const subject = command(['bash', '-c', FORCED])
  const { seconds: whole } = await timed(() => judge(subject, { bail: true, onViolation }))
  return [
    seconds('ln -sfn: the first violation', first ?? Number.POSITIVE_INFINITY),
    seconds('ln -sfn: the end with --bail', whole),
  ]
}

/** Worlds a second of a careful script, and where the time goes. */
export async function commandWorlds() {
  const { onProgress, shares } = phases()
  const report = await judge(command(['bash', '-c', CAREFUL]), {
    sample: { index: 1, count: 12 },
    onProgress,
  })
  return [
    count('worlds a second, all laws', report.worlds / report.seconds),
    ...effortRows(report),
    ...shares(),
    ...shareByLaw(report),
  ]
}

/** What it costs to stop the script before its calls, against a run of it that nobody stops. */
export async function stops() {
  return await inTempDir(async temp => {
    const subject = await command(['bash', '-c', CAREFUL], { sandbox: 'none' }).prepare(temp.path)
    if (subject.stops.by === 'none') return []
    const harness = harnessFor(temp, subject, { equality: 'exact', allow: [] })
    const world = await openWorld(harness, {
      deployment: DEFAULT_DEPLOYMENT,
      tree: new Map(),
      rootName: PLAIN_ROOT,
    })
    const under = intercept => ({ intercept, interceptor: () => 'continue' })
    const best = {
      plain: Number.POSITIVE_INFINITY,
      changes: Number.POSITIVE_INFINITY,
      all: Number.POSITIVE_INFINITY,
    }
    for (let round = 0; round < 10; round += 1) {
      for (const how of Object.keys(best)) {
        const { seconds: taken, result } = await timed(() =>
          world.run(how === 'plain' ? undefined : under(how)),
        )
        best[how] = Math.min(best[how], taken)
        await world.restore(result.after)
      }
    }
    return [
      milliseconds('a run of the script', best.plain * 1000),
      ratio('stopped before its changes, to a run', best.changes / best.plain),
      ratio('stopped before all its calls, to a run', best.all / best.plain),
    ]
  })
}

/** The same part of a gate, without trouble, on one processor and on two: nothing yet asks for a number of workers. */
export function processors() {
  const gate = list => {
    const began = performance.now()
    const args = [MAIN, 'gate', '--no-save', ...LAWS, '--sample', '1/6', '--', 'bash', '-c', CAREFUL]
    const { status } = spawnSync('taskset', ['-c', list, process.execPath, ...args], { stdio: 'ignore' })
    if (status !== 0) throw new Error(`taskset -c ${list} and the gate ended with ${status}`)
    return performance.now() - began
  }
  return [ratio('one processor, to two', gate('0') / gate('0,1'))]
}
