import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { probeSandbox } from '../../src/subjects/sandbox/probe-sandbox.ts'
import type { Sandbox } from '../../src/subjects/sandbox/sandbox.ts'
import { findTracer } from '../../src/subjects/trace/find-tracer.ts'

const isCi = process.env['CI'] !== undefined

/** Whether to skip tests that need bubblewrap, because it does not work here. In CI they run, and fail. */
export const lacksBwrap = !isCi && (await probeSandbox('bwrap', tmpdir())) !== null

/** The same for `unshare`, which needs root. */
export const lacksUnshare = !isCi && (await probeSandbox('unshare', tmpdir())) !== null

/** The same for any sandbox, by its name. */
export function lacks(sandbox: Sandbox): boolean {
  return { bwrap: lacksBwrap, unshare: lacksUnshare, none: false }[sandbox]
}

/** The same for tests that list system calls with strace. */
export const lacksStrace = !isCi && spawnSync('strace', ['-o', '/dev/null', 'true']).status !== 0

/** The same for tests that stop programs between their calls. */
export const lacksTracer = !isCi && 'failure' in (await findTracer(null))

/** The same for tests of a program that is linked to no library. */
export const lacksBusybox = !isCi && spawnSync('busybox', ['true']).status !== 0
