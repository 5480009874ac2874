// What the reconciler costs, measured on the built package: `npm run bench`. Nothing here can fail: a time says
// something about a machine, and only a ratio within one run says something about the code.
import { execFileSync } from 'node:child_process'
import { lstatSync, readlinkSync, statSync } from 'node:fs'
import { nest } from '../dist/fixtures/flat.js'
import { rightTree } from '../dist/fixtures/usual.js'
import { world } from '../dist/fixtures/world.js'
import { inspect } from '../dist/src/index.js'
import { perform, run } from '../dist/src/reconciler/perform.js'
import { reconcile } from '../dist/src/reconciler/reconcile.js'

const HOMES = 10_000
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
