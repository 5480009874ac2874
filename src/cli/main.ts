#!/usr/bin/env node
import { exactArguments } from './exact-arguments.ts'
import { ignoreClosedStreams } from './output.ts'
import { run } from './run.ts'

// Nothing may end with 0 that has no answer yet: not a config that calls `exit(0)`, nor one that never loads.
let hasEnded = false
process.on('exit', () => {
  if (hasEnded) return
  process.stderr.write('error: ended before there was an answer; does the config end the process, or wait?\n')
  process.exitCode = 2
})

ignoreClosedStreams()
const code = await run(exactArguments(process.argv.slice(2)))
hasEnded = true
process.exitCode = code
