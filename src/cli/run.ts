import { CommanderError } from 'commander'
import { requirePosix } from '../../fixtures/platform.ts'
import { printAside } from './output.ts'
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
    return await fail(error, own)
  }
}

const NO_VERB =
  'no verb is given: check, ensure, gate, atlas, replay, init or explain; see vitest-shared-links --help'

async function fail(error: unknown, args: readonly string[]): Promise<number> {
  // Most runs do not fail.
  const { failureInWords } = await import('./failure.ts')
  const message = failureInWords(error, process.env)
  printAside(`error: ${message}\n`)
  const { deliverFailure } = await import('./reports/failure-reports.ts')
  await deliverFailure(args, message)
  return 2
}

/** Takes off what follows `--`: it belongs to the command to judge, and commander would mix the two. */
function split(args: readonly string[]): {
  readonly own: readonly string[]
  readonly subject: readonly string[] | null
} {
  const end = ['gate', 'atlas', 'init'].includes(args[0] ?? '') ? args.indexOf('--') : -1
  return end === -1 ? { own: args, subject: null } : { own: args.slice(0, end), subject: args.slice(end + 1) }
}

/** Drops empty variables: a CI system sets a variable to nothing if its input is not given. */
function dropEmptyVariables(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === '' && name.startsWith('VITEST_SHARED_LINKS_')) delete env[name]
  }
}
