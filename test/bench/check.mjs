// `check` of 1 to 100,000 right homes, against a plain loop that calls stat, lstat and readlink for each link.
import { lstatSync, mkdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { inspect } from '../../dist/src/index.js'
import { perform, run } from '../../dist/src/reconciler/perform.js'
import { reconcile } from '../../dist/src/reconciler/reconcile.js'
import { count, inTempDir, milliseconds, processorTimes, ratio } from './measure.mjs'

/** The numbers of homes, each with the rounds that it is worth. */
const SIZES = [
  [1, 200],
  [100, 50],
  [10_000, 12],
  [100_000, 2],
]
const NAMES = ['session-env', 'file-history', 'projects']

export async function check() {
  return await inTempDir(async ({ path: root }) => {
    const required = NAMES.map(name => ({ name, target: `${root}/shared/${name}` }))
    for (const { target } of required) mkdirSync(target, { recursive: true })
    const homes = []
    const rows = []
    for (const [size, rounds] of SIZES) {
      while (homes.length < size) homes.push(build(`${root}/homes/${homes.length}`, required))
      const [checked, plain] = await processorTimes(
        [() => inspect(homes, required), () => lookAtAll(homes, required)],
        rounds,
      )
      rows.push(milliseconds(`check of ${size} homes`, checked))
      rows.push(ratio(`check of ${size} homes, to a plain loop`, checked / plain))
    }
    const links = homes.length * required.length
    rows.push(ratio('calls for a right link', callsFor({ homes, required }) / links))
    rows.push(count('memory of the process with 100000 homes', process.memoryUsage().rss / 1e6, 'MB'))
    return rows
  })
}

function build(home, required) {
  mkdirSync(home, { recursive: true })
  for (const { name, target } of required) symlinkSync(target, `${home}/${name}`)
  return home
}

function callsFor(request) {
  let calls = 0
  run(reconcile(request, 'exact'), call => {
    calls += 1
    return perform(call)
  })
  return calls
}

function lookAtAll(homes, required) {
  for (const home of homes) {
    for (const { name, target } of required) {
      const path = `${home}/${name}`
      const isRight =
        statSync(path).isDirectory() && lstatSync(path).isSymbolicLink() && readlinkSync(path) === target
      if (!isRight) throw new Error(path)
    }
  }
}
