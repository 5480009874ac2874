// Traces a shell script, in a process that a test can kill. Arguments: a Python 3, the script. Prints its output.
import { tempDir } from '../../../../fixtures/temp/temp-dir.ts'
import { traceProgram } from '../../../../src/subjects/trace/trace-program.ts'

const [, , python = '', text = ''] = process.argv
const temp = await tempDir()
const env = { PATH: process.env['PATH'] ?? '' }
const program = {
  argv: ['sh', '-c', text],
  env,
  cwd: temp.path,
  stdin: '',
  timeoutMs: 60_000,
  processLimit: null,
  envMarker: null,
}
const calls = { root: temp.path, intercept: 'changes', after: null, waits: null, python } as const
const { output } = await traceProgram(program, calls, () => 'continue')
console.log(output)
await temp.remove()
