import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { bwrapFails } from '../../src/subjects/sandbox.ts'

const isCi = process.env['CI'] !== undefined

/** Whether tests in a sandbox are to be skipped: there is none here. In CI they run, and fail. */
export const lacksBwrap = !isCi && (await bwrapFails(tmpdir())) !== null

/** Whether tests that look at system calls are to be skipped: nothing can be traced here. In CI they run, and fail. */
export const lacksStrace = !isCi && spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0
