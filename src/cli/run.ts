import { CommanderError } from 'commander'
import { requirePosix } from '../../fixtures/platform.ts'
import { printAside, printResult } from './output.ts'
import { program } from './program.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs one command line and returns its exit code: 0 all is right, 1 something is wrong, 2 no answer.
 *
 * @param args the words after the program's own name.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { own, subject } = split(args)
  dropEmptyVariables(process.env)
  let code = 2
  try {
    requirePosix()
    if (own.length === 0) throw new UsageError([NO_VERB])
    const verbs = await program(own, subject, answer => {
      code = answer
    })
    await verbs.parseAsync(own, { from: 'user' })
    return code
  } catch (error) {
    // Commander throws after it has printed a help or a version, too.
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    return await fail(error, own.includes('--json'))
  }
}

const NO_VERB = 'no verb is given: check, ensure, gate, init or explain; see vitest-shared-links --help'

async function fail(error: unknown, isJson: boolean): Promise<number> {
  // Most runs do not fail.
  const [{ failureInWords }, { printableJson }] = await Promise.all([
    import('./failure.ts'),
    import('../../fixtures/text/printable.ts'),
  ])
  const message = failureInWords(error, process.env)
  printAside(`error: ${message}\n`)
  // A failure to write to standard output may be the very error that is reported.
  if (isJson)
    await printResult(`${printableJson({ version: 1, ok: false, error: message })}\n`).catch(() => {})
  return 2
}

/** Takes off what follows `--`: it belongs to the command to judge, and commander would mix the two. */
function split(args: readonly string[]): {
  readonly own: readonly string[]
  readonly subject: readonly string[] | null
} {
  const end = ['gate', 'init'].includes(args[0] ?? '') ? args.indexOf('--') : -1
  return end === -1 ? { own: args, subject: null } : { own: args.slice(0, end), subject: args.slice(end + 1) }
}

/** Drops empty variables: a CI system sets a variable to nothing if its input is not given. */
function dropEmptyVariables(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === '' && name.startsWith('VITEST_SHARED_LINKS_')) delete env[name]
  }
}
