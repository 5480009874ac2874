import picomatch from 'picomatch'
import type { TempDir } from '../../fixtures/temp.ts'
import type { Lab } from '../experiments/lab.ts'
import type { Sandbox } from '../subjects/sandbox.ts'
import type { Subject } from '../subjects/subject.ts'
import { countCalls } from './count-calls.ts'
import { GateError } from './gate-error.ts'
import { keepWorlds } from './keep-worlds.ts'
import { DEFAULT_SEED, type Judging } from './options.ts'
import { runLaws } from './run-laws.ts'
import type { GateReport } from './verdict.ts'
import { RUNS, worldsFor } from './worlds.ts'

/** A subject and where to try it. */
export function labFor(
  temp: TempDir,
  subject: Subject,
  { equality, allow }: Pick<Judging, 'equality' | 'allow'>,
): Lab {
  return {
    temp,
    subject,
    equality,
    isAllowed: allow.length === 0 ? () => false : picomatch([...allow], { dot: true, flags: 's' }),
  }
}

/**
 * Tries a subject in every small state and in random worlds, and says of each law whether it held.
 *
 * @throws GateError when nothing could be judged.
 */
export async function judgeSubject(
  asked: Lab,
  judging: Judging,
  about: { readonly sandbox: Sandbox; readonly notes: readonly string[] },
  progress: (line: string) => void,
): Promise<GateReport> {
  const { subject, calls } = countCalls(asked.subject)
  const lab = { ...asked, subject }
  const seed = judging.seed ?? DEFAULT_SEED
  const runs = judging.runs ?? (subject.kind === 'command' ? RUNS.command : RUNS.inProcess)
  const specs = worldsFor(subject, { deployment: judging.deployment, runs, seed, shard: judging.shard })
  if (specs.length === 0) throw new GateError('No world was tried: ask for fewer shards.')
  const began = performance.now()
  const { laws, worlds } = await runLaws(lab, specs, {
    ...judging,
    command: judging.command && {
      argv: judging.command,
      sandbox: about.sandbox,
      network: judging.network ?? false,
      mount: subject.mount,
      stub: judging.stub ?? [],
    },
    seed,
    onProgress: progress,
  })
  if (!laws.some(({ verdict }) => verdict === 'held' || verdict === 'broken' || verdict === 'waived')) {
    throw new GateError('No law could be judged in any world that was tried.')
  }
  const seconds = (performance.now() - began) / 1000
  const leftOut =
    subject.permissions === 'never'
      ? ['worlds with permissions were left out: a worker thread of root obeys none']
      : []
  const slow =
    subject.stops.by === 'strace' ? ['strace stops a call in many times the time that python3 takes'] : []
  return {
    ok: !laws.some(({ fails }) => fails),
    subject: subject.name,
    level: judging.level,
    seed,
    worlds,
    seconds,
    sandbox: about.sandbox,
    trace: subject.stops.by,
    calls: subject.stops.by === 'none' ? null : { ...calls },
    laws,
    notes: [
      ...about.notes,
      ...leftOut,
      ...slow,
      ...untried(subject),
      ...(judging.keep ? await keepWorlds(lab, laws) : []),
    ],
  }
}

/** What was tried to stop the subject with, in vain. */
function untried({ stops }: Subject): string[] {
  return stops.by === 'none' && stops.detail !== undefined
    ? [`to stop it between its calls was tried in vain: ${stops.detail}`]
    : []
}
