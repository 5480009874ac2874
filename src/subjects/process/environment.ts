import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import type { Job } from '../subject.ts'

/** Variables of the caller that a command may see. No other gets through, since it could lead to a real home. */
const PASSED = ['PATH', 'LANG', 'LC_ALL', 'LC_CTYPE', 'TZ', 'TERM', 'USER', 'LOGNAME', 'SHELL']

/** The environment of a command in a world. `stubs` is a directory of programs that do nothing, or null. */
export function environmentOf(job: Job, requestFile: string, stubs: string | null): Record<string, string> {
  const passed = PASSED.flatMap(name => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const path = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'
  return {
    ...Object.fromEntries(passed),
    PATH: stubs === null ? path : `${stubs}:${path}`,
    HOME: job.seenAs,
    PWD: job.seenAs,
    // Else bash, with a socket on its standard input, takes itself for a remote shell and reads `.bashrc` for a `-c`.
    SHLVL: '1',
    TMPDIR: job.temp,
    XDG_CACHE_HOME: `${job.temp}/cache`,
    XDG_STATE_HOME: `${job.temp}/state`,
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONNOUSERSITE: '1',
    SHARED_LINKS_ROOT: job.seenAs,
    SHARED_LINKS_REQUEST: requestFile,
  }
}

/** Makes a directory of programs that do nothing and succeed. */
export function makeStubs(directory: string, names: readonly string[]): void {
  mkdirSync(directory, { recursive: true })
  for (const name of names) {
    writeFileSync(`${directory}/${name}`, '#!/bin/sh\nexit 0\n')
    chmodSync(`${directory}/${name}`, 0o755)
  }
}
