// Times the built package: `npm run bench -- [--json] [--save] [SECTION ...]`. It cannot fail for being slow: a time says
// something about a machine, and only a ratio within one run says something about the code. Ratios are shown beside those
// of test/bench/baseline.json, which --save writes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { check } from './bench/check.mjs'
import { commandWorlds, firstViolation, processors, stops } from './bench/commands.mjs'
import { inProcess } from './bench/in-process.mjs'
import { starts } from './bench/starts.mjs'

const SECTIONS = {
  check,
  starts,
  'in-process': inProcess,
  'first-violation': firstViolation,
  command: commandWorlds,
  stops,
  processors,
}
const BASELINE = new URL('bench/baseline.json', import.meta.url)

const args = process.argv.slice(2)
const asked = args.filter(arg => !['--json', '--save'].includes(arg))
const unknown = asked.filter(name => !Object.hasOwn(SECTIONS, name))
if (unknown.length > 0) {
  process.stderr.write(
    `unknown: ${unknown.join(', ')}; the sections are ${Object.keys(SECTIONS).join(', ')}, the flags --json and --save\n`,
  )
  process.exit(2)
}

const baseline = existsSync(BASELINE) ? JSON.parse(readFileSync(BASELINE, 'utf8')) : {}
const results = {}
for (const name of asked.length > 0 ? asked : Object.keys(SECTIONS)) {
  results[name] = await SECTIONS[name]()
  if (!args.includes('--json')) print(name, results[name])
}
if (args.includes('--json')) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
if (args.includes('--save')) save()

function print(section, rows) {
  process.stdout.write(`\n${section}\n${'now'.padStart(12)}${'baseline'.padStart(12)}\n`)
  for (const { name, value, unit } of rows) {
    const before = unit === 'x' ? (baseline[section]?.[name] ?? '-') : ''
    process.stdout.write(`${`${value} ${unit}`.padStart(12)}${String(before).padStart(12)}  ${name}\n`)
  }
}

/** Writes the ratios of the sections that ran; those of the others stay. */
function save() {
  const ratios = rows =>
    Object.fromEntries(rows.filter(({ unit }) => unit === 'x').map(({ name, value }) => [name, value]))
  const saved = Object.fromEntries(Object.entries(results).map(([name, rows]) => [name, ratios(rows)]))
  writeFileSync(BASELINE, `${JSON.stringify({ ...baseline, ...saved }, null, 2)}\n`)
}
