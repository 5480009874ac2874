import { quoted } from '../../../fixtures/text/printable.ts'
import { valueInWords } from '../../../fixtures/text/value.ts'
import type { Job } from '../subject.ts'

/** The caller's variables that a command may see. Any other could lead it to a real home. */
const PASSED_ON = ['PATH', 'TZ', 'TERM', 'USER', 'LOGNAME', 'SHELL']

/**
 * The locale of a command. It sorts and writes the same on every machine; and each program that it starts loads one file of
 * the locale, not a dozen.
 */
export const LOCALE = { LC_CTYPE: 'C.UTF-8' }

/** The variables that the harness sets for every command. No option may set them. */
export const OWN_VARIABLES: readonly string[] = [
  ...['PATH', 'HOME', 'PWD', 'TMPDIR', 'XDG_CACHE_HOME', 'XDG_STATE_HOME'],
  ...['SHARED_LINKS_ROOT', 'SHARED_LINKS_REQUEST'],
]

/** Returns what is wrong with an environment variable and its value; null if nothing is. */
export function variableProblem([name, value]: readonly [string, unknown]): string | null {
  if (!/^[A-Za-z_]\w*$/u.test(name)) return `no variable can be called ${quoted(name)}`
  if (OWN_VARIABLES.includes(name)) return `the gate itself sets ${name}`
  if (typeof value !== 'string') return `expected a string, not ${valueInWords(value)}`
  return value.includes('\0') ? 'a value cannot hold NUL' : null
}

/** Returns variables with the path of the root in place of `{root}`. */
export function filledVariables(
  env: Readonly<Record<string, string>>,
  root: string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, value.replaceAll('{root}', root)]),
  )
}

/**
 * Returns the environment of a command in a world.
 *
 * @param requestFile the path of the request as JSON.
 * @param stubs a directory to put first on its path, or null.
 */
export function environmentOf(job: Job, requestFile: string, stubs: string | null): Record<string, string> {
  const passedOn = PASSED_ON.flatMap(name => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const path = process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin'
  return {
    ...Object.fromEntries(passedOn),
    ...LOCALE,
    PATH: stubs === null ? path : `${stubs}:${path}`,
    HOME: job.seenAs,
    PWD: job.seenAs,
    // Without it, bash with a socket as standard input believes to be a remote shell, and reads `.bashrc` for `-c`.
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
