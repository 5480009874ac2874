import { joined, nameOf, parentOf } from '../../../fixtures/disk/flat-tree.ts'
import type { Deed, PastEvent } from '../../../fixtures/states/world-spec.ts'
import { printable } from '../../../fixtures/text/printable.ts'
import { inRoot, inSeen } from './world-script.ts'

/** Words what happened in a world before the judged run, one clause each. */
export function pastText(history: readonly PastEvent[]): string[] {
  return history.map(clauseFor)
}

function clauseFor(event: PastEvent): string {
  if (event.did === 'run') return 'it ran'
  if (event.did === 'killed-run') return `it ran, and was killed before its change ${event.beforeChange}`
  return DEEDS[event.did](`\`${printable(event.path)}\``)
}

const DEEDS: Readonly<Record<Deed, (path: string) => string>> = {
  remade: path => `an agent made ${path} a directory of its own again, and worked in it`,
  worked: path => `an agent worked in ${path}`,
  replaced: path => `somebody put a file at ${path}`,
  retargeted: path => `an operator led ${path} to another directory`,
  removed: path => `somebody removed the link ${path}`,
}

/** Returns the lines of sh that let a history happen in `$root`; `run` runs the command there. */
export function pastScript(history: readonly PastEvent[]): string[] {
  return history.map(event => ('path' in event ? deedScript(event.did, event.path) : 'run >/dev/null 2>&1'))
}

function deedScript(deed: Deed, path: string): string {
  const at = inRoot(path)
  const elsewhere = joined(parentOf(parentOf(path)), `${nameOf(path)}-elsewhere`)
  const unlink = `if [ -L ${at} ]; then rm ${at}; fi`
  const write = (file: string) => `echo "written since" >>${file}`
  switch (deed) {
    case 'worked':
      return write(inRoot(`${path}/since.jsonl`))
    case 'removed':
      return unlink
    case 'replaced':
      return `${unlink}; [ -e ${at} ] || ${write(at)}`
    case 'remade':
      return `${unlink}; mkdir -p ${at}; ${write(inRoot(`${path}/since.jsonl`))}`
    case 'retargeted':
      return `${unlink}; mkdir -p ${inRoot(elsewhere)}; ${write(inRoot(`${elsewhere}/since.jsonl`))}; ln -s ${inSeen(`{root}/${elsewhere}`)} ${at}`
  }
}
