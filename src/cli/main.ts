#!/usr/bin/env node
import { exactArguments } from './exact-arguments.ts'
import { ignoreClosedStreams } from './output.ts'
import { run } from './run.ts'

// A config that calls `exit(0)`, or that never finishes loading, must not end the process with 0.
let hasEnded = false
process.on('exit', () => {
  if (hasEnded) return
  process.stderr.write('error: ended without an answer; does the config end the process, or wait forever?\n')
  process.exitCode = 2
})

ignoreClosedStreams()
const code = await run(exactArguments(process.argv.slice(2)))
hasEnded = true
process.exitCode = code
