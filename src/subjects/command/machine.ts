import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { makeStubs } from '../process/environment.ts'
import { sandboxFails } from '../sandbox/probe-sandbox.ts'
import { isBySudo, type Sandbox } from '../sandbox/sandbox.ts'
import { SandboxError } from '../sandbox/sandbox-error.ts'
import { NOBODY } from '../subject.ts'
import { findTracer, type Tracer } from '../trace/find-tracer.ts'
import { filesOf } from './arguments.ts'
import type { CommandOptions } from './command-options.ts'

/** What a machine has to run a command with. */
export interface Machine {
  readonly sandbox: Sandbox
  /** What stops the command between its calls; null where nobody has looked for it. */
  readonly tracer: Tracer | null
  /** A directory of programs that do nothing; null where the command needs none. */
  readonly stubs: string | null
}

/** A machine that nobody has looked at: bwrap is taken to be there, and nothing stops the command. */
export function unprepared({ sandbox = 'auto' }: CommandOptions): Machine {
  return { sandbox: sandbox === 'auto' ? 'bwrap' : sandbox, tracer: null, stubs: null }
}

/**
 * Finds what this machine has to confine a command and to stop it with, by trying.
 *
 * @param tempPath where stubs are made, and sandboxes tried.
 * @throws SandboxError where there is no sandbox, or the one that there is hides the command.
 */
export async function findMachine(
  argv: readonly string[],
  options: CommandOptions,
  tempPath: string,
): Promise<Machine> {
  const sandbox = await findSandbox(argv, options, tempPath)
  // Without a sandbox, root hands some of its runs to another user.
  const other = sandbox === 'none' && process.getuid?.() === 0 ? NOBODY : null
  const { stub = [] } = options
  const stubs = stub.length === 0 ? null : `${tempPath}/stubs`
  if (stubs !== null) makeStubs(stubs, stub)
  return { sandbox, tracer: isBySudo(sandbox) ? null : await findTracer(other), stubs }
}

async function findSandbox(
  argv: readonly string[],
  { sandbox = 'auto', mount = null, network = false }: CommandOptions,
  tempPath: string,
): Promise<Sandbox> {
  if (sandbox === 'none') {
    if (mount !== null) throw new SandboxError('--mount needs a sandbox, and --sandbox none has none.')
    return 'none'
  }
  const hidden = filesOf(argv).find(path => mount !== null && isWithin(path, mount))
  if (hidden !== undefined) {
    throw new SandboxError(
      `--mount ${mount} puts the world there, and hides ${hidden}: run the gate in a copy of the repository elsewhere.`,
    )
  }
  const failures: string[] = []
  for (const kind of sandbox === 'auto' ? (['bwrap', 'unshare'] as const) : [sandbox]) {
    const failure = await sandboxFails(kind, tempPath, network)
    if (failure === null) return kind
    failures.push(`  ${kind}: ${failure}`)
  }
  throw new SandboxError(
    [
      'No sandbox can be had:',
      ...failures,
      'Install bubblewrap (apt-get install bubblewrap), or let the gate be root (sudo without a password is enough, as on',
      'GitHub), which unshare needs. In a container or machine that you can throw away, say --sandbox none: the command then',
      'runs unconfined, with HOME set to the world.',
    ].join('\n'),
  )
}
