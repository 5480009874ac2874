// The main module of a worker: a process that tries worlds for a gate, one at a time, and ends with it.
import { once } from 'node:events'
import { tempDir } from '../../../fixtures/temp/temp-dir.ts'
import { type Harness, harnessFor } from '../../experiments/harness.ts'
import { tryTroubles } from '../../experiments/troubles/try-troubles.ts'
import { lawWithId } from '../../laws/index.ts'
import { Tallies } from '../search/tallies.ts'
import { type Judged, type JudgedTrial, withKills } from '../search/trial.ts'
import { type Calls, countCalls } from './call-counts.ts'
import type {
  Answer,
  ResultOf,
  Setting,
  SubjectModule,
  Task,
  TroubledTask,
  UndisturbedTask,
} from './messages.ts'
import { judgedTrials, tryUndisturbed } from './runs.ts'

process.once('disconnect', () => process.exit())
// The sender is this package, and sends nothing else.
const [setting] = (await once(process, 'message')) as [Setting]
const laws = setting.laws.map(lawWithId)
const { default: subjectFor }: SubjectModule = await import(setting.module)
const { subject, calls } = countCalls(subjectFor(setting.equality))
const harness: Harness = harnessFor(await tempDir(), subject, setting, setting.given)
process.on('message', (task: Task) => void answerTo(task).then(answer => process.send?.(answer)))
process.send?.('ready')

async function answerTo(task: Task): Promise<Answer> {
  const before = { ...calls }
  try {
    const result = 'needs' in task ? await undisturbed(task) : await troubled(task)
    return { result, calls: since(before) }
  } catch (error) {
    const { message, stack = message } = error instanceof Error ? error : new Error(String(error))
    return { error: { message, stack } }
  }
}

async function undisturbed({ needs, ...world }: UndisturbedTask): Promise<ResultOf<UndisturbedTask>> {
  return light(await tryUndisturbed(harness, laws, world, needs))
}

async function troubled({ spec, troubling, runsLeft }: TroubledTask): Promise<ResultOf<TroubledTask>> {
  const isOfShare = troubling.share != null
  const tallies = new Tallies(laws, id => setting.waived.get(id) ?? [], runsLeft, isOfShare)
  const wants = withKills(kind => tallies.wants(kind))
  const tried = tryTroubles(harness, spec, { ...troubling, known: null, wants })
  const trials: JudgedTrial[] = []
  for await (const trial of judgedTrials(laws, spec, tried)) {
    if (trial.phase !== 'foreseen') tallies.take({ spec, index: 0, at: [], ...trial })
    trials.push(lightTrial(trial))
  }
  return trials
}

function lightTrial(trial: JudgedTrial): JudgedTrial {
  if (trial.phase === 'trouble-ended' || trial.phase === 'foreseen') return trial
  if (trial.phase === 'trouble') return { ...trial, judged: light(trial.judged) }
  return { ...trial, judged: light(trial.judged) }
}

/** Leaves out the runs where they show no violation: there are many, and they are large. */
function light<J extends Judged>(judged: J): J {
  return judged.judgements.every(judgement => typeof judgement === 'string')
    ? { ...judged, sighting: null }
    : judged
}

function since(before: Calls): Calls {
  return {
    seen: calls.seen - before.seen,
    failed: calls.failed - before.failed,
    killed: calls.killed - before.killed,
    signalled: calls.signalled - before.signalled,
  }
}
