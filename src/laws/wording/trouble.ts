import type { DisturbedRun } from '../../observation/disturbed-run.ts'
import type { StepRef, Trouble } from '../../observation/trouble.ts'
import { pathInWords } from './entries.ts'

/** What befell a run, for the middle of a sentence: `when ...`. */
export function troubleInWords({ trouble, made }: Pick<DisturbedRun, 'trouble' | 'made'>): string {
  switch (trouble.kind) {
    case 'crash':
      return `when it was killed before ${pointInWords(trouble.before)}`
    case 'fault':
      return `when ${failedInWords(trouble)} failed with ${trouble.errno}`
    case 'intrusion':
      return `when somebody else made ${pathInWords(made[0] ?? trouble.path)} right before ${pointInWords(trouble.before)}`
    case 'race':
      return `when ${trouble.runs === 2 ? 'two' : 'three'} of it ran at once`
    case 'live-writes':
      return 'while agents wrote'
  }
}

function failedInWords({ at }: Extract<Trouble, { kind: 'fault' }>): string {
  if (!('every' in at)) return pointInWords(at)
  const EVERY = {
    look: 'every look at',
    make: 'every attempt to make',
    remove: 'every attempt to remove',
    write: 'every write to',
  } as const
  return `${EVERY[at.every]} ${pathInWords(at.path)}`
}

/** `mkdir` of `a`. */
function pointInWords({ call, path }: StepRef): string {
  return `${call} of ${pathInWords(path)}`
}
