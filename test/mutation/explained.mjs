import { readFileSync } from 'node:fs'

// Holds the reports of Stryker against the README next to this: each change that no test noticed must be explained
// there, and each that is explained there must be one.

const README = new URL('README.md', import.meta.url)
const oneLine = text => text.replace(/\s+/g, ' ').trim()

/** `file`, what stands there, and what it was changed to, as one text. */
const keyOf = (file, from, to) => [file, oneLine(from), oneLine(to)].join('\n')

/** The changes that the README explains: a heading for each file, and below it a diff for each line. */
function explained() {
  const keys = new Set()
  let file = ''
  let from = ''
  for (const line of readFileSync(README, 'utf8').split('\n')) {
    if (line.startsWith('### ')) file = line.replaceAll(/^### `|`$/g, '')
    else if (line.startsWith('-')) from = line.slice(1)
    else if (line.startsWith('+')) keys.add(keyOf(file, from, line.slice(1)))
  }
  return keys
}

/** The line in which a change begins, and what it is then, up to where the change ends. */
function changed(source, { location: { start, end }, replacement }) {
  const lines = source.split('\n')
  const [first = '', last = ''] = [lines[start.line - 1], lines[end.line - 1]]
  const to = first.slice(0, start.column - 1) + replacement + last.slice(end.column - 1)
  return { from: start.line === end.line ? first : `${first} ...`, to }
}

const known = explained()
let failed = false
for (const report of process.argv.slice(2)) {
  const count = { mutants: 0, killed: 0, explained: 0, survived: 0 }
  const met = new Set()
  const { files } = JSON.parse(readFileSync(report, 'utf8'))
  for (const [file, { source, mutants }] of Object.entries(files)) {
    for (const mutant of mutants) {
      count.mutants += 1
      if (mutant.status === 'Killed' || mutant.status === 'Timeout') {
        count.killed += 1
        continue
      }
      const { from, to } = changed(source, mutant)
      const key = keyOf(file, from, to)
      if (known.has(key)) {
        count.explained += 1
        met.add(key)
      } else {
        count.survived += 1
        const { line, column } = mutant.location.start
        console.log(`\n${mutant.status}: ${mutant.mutatorName}\n${file}:${line}:${column}`)
        console.log(`-${oneLine(from)}\n+${oneLine(to)}`)
      }
    }
  }
  for (const key of known) {
    const [file, from, to] = key.split('\n')
    if (file === undefined || !(file in files) || met.has(key)) continue
    failed = true
    console.log(`\nexplained, and yet killed or not there any more:\n${file}\n-${from}\n+${to}`)
  }
  failed ||= count.survived > 0
  console.log(
    `\n${report}: ${count.mutants} mutants, ${count.killed} killed, ${count.explained} explained, ${count.survived} survived`,
  )
}
process.exitCode = failed ? 1 : 0
