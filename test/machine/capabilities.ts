import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { sandboxFails } from '../../src/subjects/sandbox/probe-sandbox.ts'
import type { Sandbox } from '../../src/subjects/sandbox/sandbox.ts'
import { findTracer } from '../../src/subjects/trace/find-tracer.ts'

const isCi = process.env['CI'] !== undefined

/** Whether tests in a sandbox are to be skipped: there is none here. In CI they run, and fail. */
export const lacksBwrap = !isCi && (await sandboxFails('bwrap', tmpdir())) !== null

/** The same for the sandbox that needs root. */
export const lacksUnshare = !isCi && (await sandboxFails('unshare', tmpdir())) !== null

/** The same for a sandbox by its name. */
export function lacks(sandbox: Sandbox): boolean {
  return { bwrap: lacksBwrap, unshare: lacksUnshare, none: false }[sandbox]
}

/** Whether tests that look at system calls are to be skipped: nothing can be traced here. In CI they run, and fail. */
export const lacksStrace = !isCi && spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0

/** Whether tests that stop programs between their calls are to be skipped: that cannot be done here. In CI they run, and fail. */
export const lacksTracer = !isCi && 'fails' in (await findTracer(null))
