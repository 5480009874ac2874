import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { removeTree } from '../../fixtures/remove.ts'
import { environmentOf } from './environment.ts'
import type { Report } from './report.ts'
import { runProgram } from './run-program.ts'
import { confined, type Sandbox } from './sandbox.ts'
import type { Job, Subject } from './subject.ts'

export interface CommandOptions {
  /** `bwrap` unless given. `none` lets it write wherever its user may. */
  readonly sandbox?: Sandbox
  /** An absolute path at which the world is to appear; it needs a sandbox. */
  readonly mount?: string | null
  /** In seconds, for one run; 10 unless given. */
  readonly timeout?: number
  /** A directory of programs that come first on its path. */
  readonly stubs?: string | null
  /** Whether it does what it is asked, or has its homes and links written into it. */
  readonly obeysRequest?: boolean
  /** How many runs may be under way at once. */
  readonly parallel?: number
}

/**
 * A subject that is a program, in any language. It gets the request in a file, on its standard input, and in its
 * arguments, where `{root}`, `{request}` and `{homes}` are replaced; exit 0 is success. An argument that names an
 * existing file is made absolute, since the command's working directory is the world's root.
 *
 * @example command(['bash', 'install.sh'])
 */
export function command(argv: readonly string[], options: CommandOptions = {}): Subject {
  const {
    sandbox = 'bwrap',
    mount = null,
    timeout = 10,
    stubs = null,
    obeysRequest = false,
    parallel = 1,
  } = options
  const from = process.cwd()
  const whole = argv.map((argument, i) => absolute(argument, i, from))
  return {
    name: argv.join(' '),
    kind: 'command',
    mount,
    obeysRequest,
    parallel,
    permissions: sandbox === 'bwrap' || process.getuid?.() !== 0 ? 'always' : 'as-user',
    run: async job => {
      const requestFile = `${job.temp}/request.json`
      const request = JSON.stringify(job.request)
      // An earlier run may have put a link in its place, and a link is not written through.
      removeTree(requestFile)
      writeFileSync(requestFile, request, { flag: 'wx' })
      const args = filled(whole, job, requestFile)
      const visible = [from, ...(stubs === null ? [] : [stubs])].filter(path => path.startsWith('/dev/'))
      const ended = await runProgram({
        argv: sandbox === 'none' ? args : confined(args, { ...job, visible }),
        env: environmentOf(job, requestFile, stubs),
        cwd: sandbox === 'none' ? job.root : '/',
        stdin: request,
        timeout: timeout * 1000,
        mark: sandbox === 'none' ? `SHARED_LINKS_REQUEST=${requestFile}` : null,
        ...(sandbox === 'none' && job.user !== null ? job.user : {}),
      })
      return { claim: claimOf(ended), named: null, output: ended.output, exit: ended.exit } satisfies Report
    },
  }
}

function claimOf({
  exit,
  timedOut,
}: {
  readonly exit: number | null
  readonly timedOut: boolean
}): Report['claim'] {
  if (timedOut) return 'none'
  return exit === 0 ? 'success' : 'failure'
}

function filled(argv: readonly string[], job: Job, requestFile: string): string[] {
  return argv.flatMap(argument =>
    argument === '{homes}'
      ? job.request.homes
      : [argument.replaceAll('{root}', job.seenAs).replaceAll('{request}', requestFile)],
  )
}

/** The arguments that name files of the caller, as whole paths. */
export function filesOf(argv: readonly string[], from = process.cwd()): string[] {
  return argv
    .map((argument, i) => absolute(argument, i, from))
    .filter(path => path.startsWith('/') && existsSync(path))
}

// The program itself is looked up on the path, unless it is named by a path.
function absolute(argument: string, index: number, from: string): string {
  const isPath = index > 0 ? !argument.startsWith('-') : argument.includes('/')
  return isPath && argument !== '' && existsSync(resolve(from, argument)) ? resolve(from, argument) : argument
}
