import type { Action, PastEvent, StateDamage } from '../../../../fixtures/states/world-spec.ts'
import { printable } from '../../../../fixtures/text/printable.ts'

/** Words what happened in a world before the judged run, one clause each. */
export function historyText(history: readonly PastEvent[]): string[] {
  return history.map(clauseFor)
}

function clauseFor(event: PastEvent): string {
  if (event.did === 'run') return 'it ran'
  if (event.did === 'killed-run') return `a run was killed before its change ${event.beforeChange}`
  return 'path' in event ? CLAUSES[event.did](`\`${printable(event.path)}\``) : DAMAGES[event.did]
}

const DAMAGES: Readonly<Record<StateDamage, string>> = {
  'state-emptied': 'the files that it keeps for itself were emptied',
  'state-cut': 'the files that it keeps for itself were cut in half',
  'state-newer': 'a later version of it put a line before the files that it keeps for itself',
}

const CLAUSES: Readonly<Record<Action, (path: string) => string>> = {
  remade: path => `an agent made ${path} a directory of its own again, and worked in it`,
  worked: path => `an agent worked in ${path}`,
  replaced: path => `somebody put a file at ${path}`,
  retargeted: path => `an operator led ${path} elsewhere`,
  saved: path => `an agent saved the file at ${path} in one go, by a rename`,
  removed: path => `somebody removed the link ${path}`,
}
