import { readdirSync, readFileSync } from 'node:fs'
import { PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs'

// Lints the Python of the package with ruff, and fails on any diagnostic.

const FOLDERS = ['src/subjects/trace/supervisor', 'src/subjects/trace/lines/recorders']

const workspace = new Workspace(
  {
    // The oldest that ruff knows; the sources also run on 3.6.
    'target-version': 'py37',
    'line-length': 120,
    lint: { select: ['E', 'F', 'W', 'I', 'B', 'UP'] },
  },
  PositionEncoding.Utf16,
)

const files = FOLDERS.flatMap(folder => readdirSync(folder).map(name => `${folder}/${name}`)).filter(path =>
  path.endsWith('.py'),
)
const problems = files.flatMap(path => {
  return workspace
    .check(readFileSync(path, 'utf8'))
    .map(
      ({ code, message, start_location: { row, column } }) => `${path}:${row}:${column} ${code} ${message}`,
    )
})

for (const problem of problems) console.error(problem)
console.error(`Linted ${files.length} Python files: ${problems.length} problems`)
process.exitCode = problems.length === 0 && files.length > 0 ? 0 : 1
