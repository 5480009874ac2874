import type { Deployment } from '../../fixtures/deployment.ts'
import { namesIn } from '../../fixtures/disk/names.ts'
import { PLAIN_ROOT, type WorldSpec } from '../../fixtures/states/world-spec.ts'
import { cutInMiddle } from '../../fixtures/text/cut.ts'
import { printableLines } from '../../fixtures/text/printable.ts'
import { buildWorld } from '../experiments/built-world.ts'
import type { Harness } from '../experiments/harness.ts'
import type { Report } from '../observation/report.ts'
import { leadsToTarget } from '../observation/right.ts'
import { StartError } from '../subjects/process/start-error.ts'
import type { Subject } from '../subjects/subject.ts'
import { TraceError } from '../subjects/trace/trace-error.ts'
import { GateError } from './gate-error.ts'

/**
 * Runs the subject in an empty world, and again on what that run left, before anything is judged: one that cannot
 * do that is not set up, and to judge it would accuse it of what is not its doing.
 *
 * @returns what the user should know, such as what it writes beside the world.
 * @throws GateError with its output if it fails.
 */
export async function preflight(harness: Harness, deployment: Deployment): Promise<string[]> {
  const built = buildWorld(harness, emptyWorld(deployment))
  try {
    const first = await started(harness.subject.run(built.jobFor(deployment)))
    if (first.claim !== 'success') throw new GateError(refusal(first, 'in an empty world', harness.subject))
    const second = await harness.subject.run(built.jobFor(deployment))
    if (second.claim !== 'success') {
      throw new GateError(
        refusal(second, 'when it was run again on what its first run left', harness.subject),
      )
    }
    const beside = namesIn(built.box).filter(name => name !== PLAIN_ROOT && name !== 'tmp')
    return beside.map(name => `it also writes ${JSON.stringify(name)}, beside the world's root`)
  } finally {
    built.remove()
  }
}

/** Whether a subject does what it is asked, shown by asking for homes and links of other names. */
export async function acceptsRequest(harness: Harness): Promise<boolean> {
  const deployment: Deployment = {
    homes: ['asked-for-home-2', 'asked-for-home-1'],
    links: [{ name: 'asked-for-link', target: 'asked-for-target' }],
  }
  const built = buildWorld(harness, emptyWorld(deployment))
  try {
    const { claim } = await harness.subject.run(built.jobFor(deployment))
    const after = built.snapshot()
    return (
      claim === 'success' &&
      deployment.homes.every(home => deployment.links.every(link => leadsToTarget(after, home, link)))
    )
  } finally {
    built.remove()
  }
}

/**
 * The subject as it can be stopped here, shown by doing so in an empty world: what cannot be is judged by the other laws
 * all the same.
 */
export async function stoppable(harness: Harness, deployment: Deployment): Promise<Subject> {
  const { subject } = harness
  if (subject.stops.by === 'none') return subject
  const built = buildWorld(harness, emptyWorld(deployment))
  try {
    await subject.runIntercepted(built.jobFor(deployment), () => 'continue', { intercept: 'all' })
    return subject
  } catch (error) {
    if (!(error instanceof TraceError)) throw error
    return { ...subject, stops: { by: 'none', verdict: 'not-tested', why: error.message } }
  } finally {
    built.remove()
  }
}

async function started(run: Promise<Report>): Promise<Report> {
  try {
    return await run
  } catch (error) {
    if (error instanceof StartError) throw new GateError(`${error.message}.`)
    throw error
  }
}

function emptyWorld(deployment: Deployment): WorldSpec {
  return { deployment, tree: new Map(), rootName: PLAIN_ROOT }
}

function refusal(report: Report, where: string, { kind, name, mount }: Subject): string {
  const subject = kind === 'command' ? 'The command' : `The reconciler ${JSON.stringify(name)}`
  const how =
    report.claim === 'killed'
      ? report.excess === undefined
        ? 'did not end in time, and was killed'
        : `was killed (${report.excess})`
      : `failed${report.exit === null ? '' : ` with exit code ${report.exit}`}`
  const lines = [
    `${subject} ${how} ${where}, and so it cannot be judged. It printed:`,
    '',
    indented(report.output),
  ]
  const path = /(\/[^\s:'"]+)[^\n]*(?:Read-only file system|Permission denied|EROFS|EACCES)/u.exec(
    report.output,
  )?.[1]
  if (path !== undefined && mount === null && kind === 'command') {
    lines.push(
      '',
      'Only the world (its HOME and working directory) and TMPDIR can be written. If the command has a path such as',
      '/home/ubuntu written into it, put the world there: --mount /home/ubuntu. What it installs can be stubbed: --stub apt-get.',
    )
  }
  if (NO_NETWORK.test(report.output)) {
    lines.push(
      '',
      'No network can be reached from the sandbox. If the command has to download something, let it: --network. What it',
      'installs can be stubbed: --stub apt-get.',
    )
  }
  return lines.join('\n')
}

/** What programs say where there is no network. */
const NO_NETWORK =
  /could ?n[o']t resolve|unable to resolve|network is (?:unreachable|down)|name resolution|name or service not known|getaddrinfo|EAI_AGAIN|ENOTFOUND|ENETUNREACH|ECONNREFUSED|no route to host|could not connect to|failed to connect to/iu

/** In characters. */
const OUTPUT_LIMIT = 8192

function indented(output: string): string {
  const text = cutInMiddle(printableLines(output).trimEnd(), OUTPUT_LIMIT)
  return text === '' ? '  (nothing)' : text.replace(/^/gmu, '  ')
}
