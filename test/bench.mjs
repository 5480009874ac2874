// What the reconciler costs, measured on the built package: `npm run bench`. Nothing here can fail: a time says
// something about a machine, and only a ratio within one run says something about the code.
import { execFileSync } from 'node:child_process'
import { lstatSync, readlinkSync, statSync } from 'node:fs'
import { DEFAULT_DEPLOYMENT } from '../dist/fixtures/deployment.js'
import { nest } from '../dist/fixtures/disk/flat-tree.js'
import { smallStates } from '../dist/fixtures/states/small-states.js'
import { PLAIN_ROOT } from '../dist/fixtures/states/world-spec.js'
import { tempDir } from '../dist/fixtures/temp.js'
import { rightTree } from '../dist/fixtures/usual.js'
import { world } from '../dist/fixtures/world.js'
import { buildWorld } from '../dist/src/experiments/built-world.js'
import { harnessFor } from '../dist/src/experiments/harness.js'
import { openWorld } from '../dist/src/experiments/reusable-world.js'
import { judge } from '../dist/src/gate/judge.js'
import { inspect } from '../dist/src/index.js'
import { LAWS } from '../dist/src/laws/index.js'
import { perform, run } from '../dist/src/reconciler/perform.js'
import { reconcile } from '../dist/src/reconciler/reconcile.js'
import { command } from '../dist/src/subjects/command/command.js'
import { script } from '../dist/src/subjects/script.js'

const HOMES = 10_000
/** Makes three links, with a process for each directory and each link. */
const SHELL = `
for name in session-env file-history projects; do
  mkdir -p "$HOME/.claude-compte1" "$HOME/$name-shared"
  [ -L "$HOME/.claude-compte1/$name" ] || ln -s "$HOME/$name-shared" "$HOME/.claude-compte1/$name"
done`
const ENTRY = new URL('../dist/src/index.js', import.meta.url).href

const w = await manyHomes()
const links = w.homes.length * w.required.length

let calls = 0
run(reconcile(w, 'exact'), call => {
  calls += 1
  return perform(call)
})
print('system calls a right link', (calls / links).toFixed(3))

const [checked, naive] = fastest([() => inspect(w.homes, w.required), () => lookAtAll(w)], 9)
print(`check ${w.homes.length} homes x ${w.required.length} links`, `${checked.toFixed(0)} ms`)
print('checks a second', Math.round((w.homes.length / checked) * 1000))
print('a plain stat + lstat + readlink loop', `${naive.toFixed(0)} ms`)
print('ratio', (checked / naive).toFixed(2))

const [empty, cold] = fastest([() => node(''), () => node(`import(${JSON.stringify(ENTRY)})`)], 15)
print('start of an empty node', `${empty.toFixed(0)} ms`)
print('cold import adds', `${(cold - empty).toFixed(0)} ms`)
await w.remove()

await worldsASecond()
await stopsOfACommand()

/**
 * The laws that need no trouble over every small state, against no more than building each world, reconciling in it and
 * removing it; and what a run under trouble costs against such a bare one.
 */
async function worldsASecond() {
  await inTempDir(async temp => {
    const subject = script('the built-in reconciler', request => reconcile(request, 'exact'))
    const judging = { level: 'complete', equality: 'exact', numRuns: 1 }
    const undisturbed = LAWS.filter(({ underTrouble }) => underTrouble === undefined)
    const report = await judge(subject, { ...judging, laws: undisturbed.map(({ id }) => id) })
    const troubled = await judge(subject, { ...judging, shard: { index: 1, count: 20 } })
    const harness = harnessFor(temp, subject, { equality: 'exact', allow: [] })
    const specs = smallStates()
    const began = performance.now()
    for (const spec of specs) {
      const built = buildWorld(harness, spec)
      await subject.run(built.jobFor(spec.deployment))
      built.remove()
    }
    const bare = specs.length / ((performance.now() - began) / 1000)
    print('worlds a second, laws without trouble', Math.round(report.worlds / report.seconds))
    print('worlds a second, built, reconciled and removed', Math.round(bare))
    print('ratio', (report.worlds / report.seconds / bare).toFixed(2))
    // Laws of one kind of trouble judge the same runs.
    const kinds = new Map(
      troubled.laws.map(law => [LAWS.find(({ id }) => id === law.id)?.underTrouble?.kind, law.troubled]),
    )
    kinds.delete(undefined)
    const struck = [...kinds.values()].reduce((sum, tried) => sum + (tried?.struck ?? 0), 0)
    print('runs a second under trouble', Math.round(struck / troubled.seconds))
    print('ratio', (struck / troubled.seconds / bare).toFixed(2))
  })
}

/** What it costs to stop a shell script before its calls, against a run of it that nobody stops. */
async function stopsOfACommand() {
  await inTempDir(async temp => {
    const subject = await command(['bash', '-c', SHELL], { sandbox: 'none' }).prepare(temp.path)
    if (subject.stops.by === 'none') return
    const harness = harnessFor(temp, subject, { equality: null, allow: [] })
    const reusable = openWorld(harness, {
      deployment: DEFAULT_DEPLOYMENT,
      tree: new Map(),
      rootName: PLAIN_ROOT,
    })
    const under = intercept => ({ intercept, interceptor: () => 'continue' })
    const times = { plain: [], changes: [], all: [] }
    for (let round = 0; round < 15; round += 1) {
      for (const [how, taken] of Object.entries(times)) {
        const began = performance.now()
        const { after } = await reusable.run(how === 'plain' ? undefined : under(how))
        taken.push(performance.now() - began)
        reusable.restore(after)
      }
    }
    const [plain, changes, all] = Object.values(times).map(taken => Math.min(...taken))
    print('a run of a shell script', `${plain.toFixed(0)} ms`)
    print('the same, stopped before its changes', `${changes.toFixed(0)} ms`)
    print('ratio', (changes / plain).toFixed(2))
    print('the same, stopped before all its calls', `${all.toFixed(0)} ms`)
    print('ratio', (all / plain).toFixed(2))
  })
}

async function inTempDir(act) {
  const temp = await tempDir()
  try {
    await act(temp)
  } finally {
    await temp.remove()
  }
}

async function manyHomes() {
  const homes = Array.from({ length: HOMES }, (_, i) => `homes/${i}`)
  const shared = ['session-env', 'file-history', 'projects'].map(name => ({ name, target: `shared/${name}` }))
  return world(nest(rightTree({ homes, links: shared })), { homes, links: shared })
}

function lookAtAll({ homes, required }) {
  for (const home of homes) {
    for (const { name, target } of required) {
      const path = `${home}/${name}`
      if (
        !statSync(path).isDirectory() ||
        !lstatSync(path).isSymbolicLink() ||
        readlinkSync(path) !== target
      ) {
        throw new Error(path)
      }
    }
  }
}

function node(script) {
  execFileSync(process.execPath, ['--input-type=module', '-e', script])
}

/** The shortest time of each action in milliseconds; they take turns, so that a busy moment hits all alike. */
function fastest(actions, rounds) {
  const best = actions.map(() => Number.POSITIVE_INFINITY)
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, act] of actions.entries()) {
      const start = performance.now()
      act()
      best[i] = Math.min(best[i], performance.now() - start)
    }
  }
  return best
}

function print(what, value) {
  process.stdout.write(`${String(value).padStart(10)}  ${what}\n`)
}
