import type { WorldSpec } from '../../../fixtures/states/world-spec.ts'
import { counted } from '../../../fixtures/text/plurals.ts'
import type { Subject } from '../../subjects/subject.ts'
import { worldKey } from '../search/worlds.ts'

/** Says how many captured machines are not among the worlds of a run. */
export function noteOnMachines(
  machines: readonly WorldSpec[],
  specs: readonly WorldSpec[],
  subject: Subject,
): string[] {
  const tried = new Set(specs.map(spec => worldKey(spec, subject)))
  const left = machines.filter(spec => !tried.has(worldKey(spec, subject)))
  if (left.length === 0) return []
  const why =
    'whose homes are no directories (--homes-exist), or whose permissions do not restrict the subject'
  return [`left out: ${counted(left.length, 'captured machine')} ${why}`]
}
