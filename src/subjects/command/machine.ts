import { isWithin } from '../../../fixtures/disk/flat-tree.ts'
import { probeSandbox } from '../sandbox/probe-sandbox.ts'
import { isBySudo, type Sandbox } from '../sandbox/sandbox.ts'
import { SandboxError } from '../sandbox/sandbox-error.ts'
import { findTracer, type Tracer } from '../trace/find-tracer.ts'
import { NOBODY } from '../user.ts'
import { filesOf } from './arguments.ts'
import type { CommandOptions } from './command-options.ts'
import { contentOf } from './own-file.ts'
import { makeStubs } from './stubs.ts'

/** The sandbox, the tracer and the stubs of a command on this machine. */
export interface Machine {
  readonly sandbox: Sandbox
  /** Stops the command between its calls; null before it was looked for, and where sudo makes it useless. */
  readonly tracer: Tracer | null
  /** A directory of programs that take the place of others; null where the command needs none. */
  readonly stubs: string | null
  /** The content of its standard input; null for the request. */
  readonly stdin: Uint8Array | null
}

/** Returns what is assumed of a machine before `findMachine`: `bwrap` works, and there is no tracer. */
export function unprepared({ sandbox = 'auto' }: CommandOptions): Machine {
  return { sandbox: sandbox === 'auto' ? 'bwrap' : sandbox, tracer: null, stubs: null, stdin: null }
}

/**
 * Finds a sandbox and a tracer that work on this machine, by trying them, and makes the stubs.
 *
 * @param tempPath a directory for the stubs and the trials.
 * @throws SandboxError when no sandbox works, or when the mount would hide the command; SetupError when a file that an
 * option names cannot be used.
 */
export async function findMachine(
  argv: readonly string[],
  options: CommandOptions,
  tempPath: string,
): Promise<Machine> {
  const sandbox = await findSandbox(argv, options, tempPath)
  // Without a sandbox, root runs worlds with permissions as another user: the tracer must work for both.
  const otherUser = sandbox === 'none' && process.getuid?.() === 0 ? NOBODY : null
  const { stub = [], stdin = null } = options
  const stubs = stub.length === 0 ? null : `${tempPath}/stubs`
  if (stubs !== null) makeStubs(stubs, stub)
  return {
    sandbox,
    tracer: isBySudo(sandbox) ? null : await findTracer(otherUser),
    stubs,
    stdin: stdin === null ? null : contentOf('--stdin', stdin),
  }
}

async function findSandbox(
  argv: readonly string[],
  { sandbox = 'auto', mount = null, network = false, setup, again }: CommandOptions,
  tempPath: string,
): Promise<Sandbox> {
  if (sandbox === 'none') {
    if (mount !== null) throw new SandboxError('--mount needs a sandbox: leave out --sandbox none.')
    return 'none'
  }
  const files = [argv, setup ?? [], again ?? []].flatMap(words => filesOf(words))
  const hidden = files.find(path => mount !== null && isWithin(path, mount))
  if (hidden !== undefined) {
    throw new SandboxError(
      `--mount ${mount} would hide ${hidden}, which the command needs: run the gate in a copy of the repository elsewhere.`,
    )
  }
  const failures: string[] = []
  for (const kind of sandbox === 'auto' ? (['bwrap', 'unshare'] as const) : [sandbox]) {
    const failure = await probeSandbox(kind, tempPath, network)
    if (failure === null) return kind
    failures.push(`  ${kind}: ${failure}`)
  }
  throw new SandboxError(
    [
      'No sandbox works here:',
      ...failures,
      'Install bubblewrap (apt-get install bubblewrap), or run the gate as root, which unshare needs (sudo without a',
      'password is enough, as on GitHub). In a container or machine that you can throw away, pass --sandbox none: the',
      'command then runs unconfined, with HOME set to the world.',
    ].join('\n'),
  )
}
