import { CommanderError } from 'commander'
import { printableJson } from '../../fixtures/text/printable.ts'
import { failureInWords } from './failure.ts'
import { printAside, printResult } from './output.ts'
import { program } from './program.ts'
import { UsageError } from './usage-error.ts'

/** Runs one command line, without the program's own name, to its exit code: 0, 1, or 2 for what is no answer. */
export async function run(args: readonly string[]): Promise<number> {
  const { flags, subject } = split(args)
  forgetEmptyVariables(process.env)
  let code = 2
  try {
    if (flags.length === 0) {
      throw new UsageError(['say what to do: check, ensure or gate; vitest-shared-links --help tells more'])
    }
    const verbs = program(subject, answer => {
      code = answer
    })
    await verbs.parseAsync(flags, { from: 'user' })
    return code
  } catch (error) {
    // Commander throws where it has shown a help or a version, too.
    if (error instanceof CommanderError && error.exitCode === 0) return 0
    return await fail(failureInWords(error, process.env), flags.includes('--json'))
  }
}

async function fail(message: string, isJson: boolean): Promise<number> {
  printAside(`error: ${message}\n`)
  // Standard output may be the very thing that failed.
  if (isJson)
    await printResult(`${printableJson({ version: 1, ok: false, error: message })}\n`).catch(() => {})
  return 2
}

/** What follows `--` belongs to the command that the gate judges, and commander would mix the two. */
function split(args: readonly string[]): {
  readonly flags: readonly string[]
  readonly subject: readonly string[] | null
} {
  const end = args[0] === 'gate' ? args.indexOf('--') : -1
  return end === -1
    ? { flags: args, subject: null }
    : { flags: args.slice(0, end), subject: args.slice(end + 1) }
}

/** CI systems set a variable to nothing where its input is not given. */
function forgetEmptyVariables(env: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(env)) {
    if (value === '' && name.startsWith('VITEST_SHARED_LINKS_')) delete env[name]
  }
}
