import picomatch from 'picomatch'
import type { TempDir } from '../../fixtures/temp.ts'
import type { Harness } from '../experiments/harness.ts'
import { LAWS } from '../laws/index.ts'
import { TROUBLE_KINDS, type TroubleKind } from '../observation/trouble.ts'
import { counted } from '../reconciler/wording.ts'
import type { Sandbox } from '../subjects/sandbox/sandbox.ts'
import type { Subject } from '../subjects/subject.ts'
import { GateError } from './gate-error.ts'
import { keepWorlds } from './keep-worlds.ts'
import type { GateOptions } from './options.ts'
import type { Regression } from './regressions.ts'
import type { GateReport, LawResult } from './report-data.ts'
import { countCalls } from './search/call-counts.ts'
import { unreached } from './search/coverage.ts'
import { usableRegressions } from './search/remembered.ts'
import { runLaws } from './search/run-laws.ts'
import { runsFor, worldsFor } from './search/worlds.ts'

/** How a subject is judged, by the gate or by a test suite. */
export interface Judging
  extends Pick<
      GateOptions,
      'command' | 'deployment' | 'level' | 'numRuns' | 'seed' | 'laws' | 'waivers' | 'allow' | 'equality'
    >,
    Pick<GateOptions, 'shard' | 'keep'>,
    Partial<Pick<GateOptions, 'stub' | 'network'>> {
  /** Worlds that broke a law before, to be tried first. Default: none. */
  readonly remembered?: readonly Regression[]
}

/** A subject and where to try it. */
export function harnessFor(
  temp: TempDir,
  subject: Subject,
  { equality, allow }: Pick<Judging, 'equality' | 'allow'>,
): Harness {
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
  asked: Harness,
  judging: Judging,
  about: { readonly sandbox: Sandbox; readonly notes: readonly string[] },
  progress: (line: string) => void,
): Promise<GateReport> {
  const { subject, calls } = countCalls(asked.subject)
  const harness = { ...asked, subject }
  const { seed } = judging
  const runs = judging.numRuns ?? runsFor(subject)
  const remembered = usableRegressions(judging.remembered ?? [], subject, judging)
  const specs = worldsFor(
    subject,
    { deployment: judging.deployment, runs, seed, shard: judging.shard },
    remembered.map(({ spec }) => spec),
  )
  if (specs.length === 0) throw new GateError('No world was tried: ask for fewer shards.')
  const began = performance.now()
  const { laws, worlds, reached } = await runLaws(harness, specs, {
    ...judging,
    command: judging.command && {
      argv: judging.command,
      sandbox: about.sandbox,
      network: judging.network ?? false,
      mount: subject.mount,
      stub: judging.stub ?? [],
    },
    seed,
    remembered,
    onProgress: progress,
  })
  if (!laws.some(({ verdict }) => verdict === 'held' || verdict === 'broken' || verdict === 'waived')) {
    throw new GateError('No law could be judged in any world that was tried.')
  }
  // A part of a run may well be without any of these, and what is refused needs no more proof.
  if (judging.shard === null && !laws.some(({ fails }) => fails))
    refuseUnproved(unreached(reached, specs, troublesOf(laws, subject)))
  const seconds = (performance.now() - began) / 1000
  const leftOut =
    subject.permissions === 'never'
      ? ['worlds with permissions were left out: a worker thread of root obeys none']
      : []
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
    reached,
    notes: [
      ...about.notes,
      ...leftOut,
      ...untried(subject),
      ...healed(remembered, laws),
      ...(judging.keep ? await keepWorlds(harness, laws) : []),
    ],
  }
}

/** The kinds of trouble that the judged laws are about; none where the subject cannot be stopped. */
function troublesOf(laws: readonly LawResult[], { stops }: Subject): TroubleKind[] {
  if (stops.by === 'none') return []
  const judged = LAWS.filter(({ id }) => laws.some(law => law.id === id && law.verdict !== 'waived'))
  return TROUBLE_KINDS.filter(kind => judged.some(({ needs }) => needs.includes(kind)))
}

function refuseUnproved(lacking: readonly string[]): void {
  if (lacking.length === 0) return
  throw new GateError(
    [
      'Nothing is proved, although no law is broken:',
      ...lacking.map(what => `  ${what}`),
      'See with --stats what was reached. If the command is meant to do so little, leave those laws out with --waive.',
    ].join('\n'),
  )
}

/** That worlds that broke a law before were tried again, and do no more. */
function healed(remembered: readonly Regression[], laws: readonly LawResult[]): string[] {
  const held = remembered.filter(({ law }) =>
    laws.some(({ id, verdict }) => id === law && verdict === 'held'),
  )
  if (held.length === 0) return []
  const ids = [...new Set(held.map(({ law }) => law))].join(', ')
  return [
    `${counted(held.length, 'world')} that broke ${ids} before ${held.length === 1 ? 'was' : 'were'} tried first, and hold${held.length === 1 ? 's' : ''} now`,
  ]
}

/** What was tried to stop the subject with, in vain. */
function untried({ stops }: Subject): string[] {
  return stops.by === 'none' && stops.detail !== undefined
    ? [`to stop it between its calls was tried in vain: ${stops.detail}`]
    : []
}
