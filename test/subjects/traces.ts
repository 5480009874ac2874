// Traces a shell, with the Python of the first argument, and says what it said: a process that can be killed.
import { tempDir } from '../../fixtures/temp.ts'
import { traceProgram } from '../../src/subjects/trace/trace-program.ts'

const [, , python = '', text = ''] = process.argv
const temp = await tempDir()
const env = { PATH: process.env['PATH'] ?? '' }
const program = {
  argv: ['sh', '-c', text],
  env,
  cwd: temp.path,
  stdin: '',
  timeoutMs: 60_000,
  envMarker: null,
}
const watched = { root: temp.path, intercept: 'changes', after: null, python } as const
const { output } = await traceProgram(program, watched, () => 'continue')
console.log(output)
await temp.remove()
