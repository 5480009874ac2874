import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { Addressee, Signal } from '../../observation/signal.ts'
import type { Step, StepKind } from '../../observation/step.ts'
import type { Interlude, Trouble, TroubleKind } from '../../observation/trouble.ts'
import { quotePath } from './entries.ts'

/** Each kind of trouble as a countable noun, singular and plural, for the report's line: `3 kills`. */
export const TROUBLE_NOUNS: Readonly<Record<TroubleKind, readonly [one: string, many: string]>> = {
  crash: ['kill', 'kills'],
  signal: ['signal', 'signals'],
  fault: ['failed call', 'failed calls'],
  race: ['race', 'races'],
  intrusion: ['intrusion', 'intrusions'],
  'live-writes': ['run with live writers', 'runs with live writers'],
}

/** Returns when a trouble struck: `when the run was killed before the mkdir of ...`, `while agents were writing`. */
export function whenTroubled(disturbed: Pick<DisturbedRun, 'trouble' | 'made'>): string {
  const conjunction = disturbed.trouble.kind === 'live-writes' ? 'while' : 'when'
  return `${conjunction} ${describeTrouble(disturbed)}`
}

/** Returns a trouble as a clause, for a sentence to go on with `when ...` or `after ...`. */
export function describeTrouble({ trouble, made }: Pick<DisturbedRun, 'trouble' | 'made'>): string {
  switch (trouble.kind) {
    case 'crash':
      return `the run was killed before ${describeStep(trouble.before)}${trouble.interlude === undefined ? '' : SINCE[trouble.interlude]}`
    case 'signal':
      return `${describeSignal(trouble)} before ${describeStep(trouble.before)}`
    case 'fault':
      return `${describeFailedCalls(trouble)} failed with ${trouble.errno}`
    case 'intrusion':
      return `another process created ${quotePath(made[0] ?? trouble.path)} just before ${describeStep(trouble.before)}`
    case 'race':
      return `${trouble.runs === 2 ? 'two' : 'three'} runs overlapped`
    case 'live-writes':
      return 'agents were writing'
  }
}

/** Returns the arrival of a signal as a clause. */
export function describeSignal({ signal, to }: { readonly signal: Signal; readonly to: Addressee }): string {
  return `the program${to === 'group' ? "'s process group" : ''} received ${signal}`
}

/** Returns a step as a noun: ``the mkdir of `a` ``. */
export function describeStep({ call, path }: Pick<Step, 'call' | 'path'>): string {
  return `the ${call} of ${quotePath(path)}`
}

const EVERY: Readonly<Record<StepKind, string>> = {
  look: 'every attempt to inspect',
  make: 'every attempt to create',
  move: 'every attempt to move',
  remove: 'every attempt to remove',
  write: 'every write to',
}

function describeFailedCalls({ at }: Extract<Trouble, { kind: 'fault' }>): string {
  return 'every' in at ? `${EVERY[at.every]} ${quotePath(at.path)}` : describeStep(at)
}

const SINCE: Readonly<Record<Interlude, string>> = {
  'agents write': ' and agents wrote',
  'weeks pass': ' and weeks passed',
}
